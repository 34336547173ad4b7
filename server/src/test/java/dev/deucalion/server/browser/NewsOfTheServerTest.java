package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server tells by itself: that it starts, and what went wrong. */
@Tag("interop")
class NewsOfTheServerTest {
  private static final int SEGMENT_BYTES = 1 << 19;
  private static final int SERIES = 40_000;
  private static final int SAMPLES = 40;

  /** Lets pages believe that the server starts, until {@code window.started} is true. */
  private static final String STARTING =
      """
      const real = window.fetch;
      const notYet = () => new Response("", {status: 503, headers: {"X-Prometheus-Stopping": "false"}});
      window.fetch = async (what, init) => {
        const path = new URL(what.url ?? what, location.href).pathname;
        if (window.started || path.includes("/notifications")) {
          return real(what, init);
        }
        return path.endsWith("/status/walreplay")
            ? Response.json({status: "success", data: {min: 3, max: 8, current: 5}})
            : notYet();
      };
      """;

  /** Counts questions for notifications, keeps streams of them, and lets no timer take long. */
  private static final String WATCHED =
      """
      window.asked = 0;
      window.streams = [];
      const realFetch = window.fetch;
      window.fetch = (what, init) => {
        window.asked += new URL(what.url ?? what, location.href).pathname.endsWith("/notifications");
        return realFetch(what, init);
      };
      const RealStream = window.EventSource;
      window.EventSource = class extends RealStream {
        constructor(url) {
          super(url);
          window.streams.push(this);
        }
      };
      const realTimeout = window.setTimeout;
      window.setTimeout = (what, ms, ...more) => realTimeout(what, Math.min(ms ?? 0, 100), ...more);
      """;

  @Test
  void aFailedReloadIsNotedAndForgotten(@TempDir Path directory) throws IOException {
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.startBelow("", directory);
        Tab tab = browser.tab(server.base())) {
      tab.open("/config");
      tab.waitForText("scrape_interval: 1s");
      Path config = directory.resolve("prometheus.yml");
      String good = Files.readString(config);
      Files.writeString(config, good + "nonsense: 1\n");
      tab.clickText("Load again");
      tab.waitForText("Not loaded");
      tab.clickText("1 notification");
      tab.waitForText("Configuration reload has failed");
      tab.screenshot("notification");
      tab.press(Key.ESCAPE);
      Files.writeString(config, good);
      tab.clickText("Load again");
      tab.waitFor("document.querySelector('.notifications button') === null");
      tab.waitFor("!document.querySelector('main').innerText.includes('Not loaded')");
    }
  }

  @Test
  void aTabThatGetsNoStreamAsksForNotifications(@TempDir Path directory) throws IOException {
    try (Browser browser = new Browser(directory);
        UiServer server =
            UiServer.startBelow("", directory, "--web.max-notifications-subscribers=0");
        Tab tab = browser.tab(server.base())) {
      Path config = directory.resolve("prometheus.yml");
      Files.writeString(config, Files.readString(config) + "nonsense: 1\n");
      tab.open("/config");
      tab.clickText("Load again");
      tab.waitForText("Not loaded");
      tab.open("/flags");
      tab.clickText("1 notification");
      tab.waitForText("Configuration reload has failed");
    }
  }

  @Test
  void aTabGoesBackToTheStreamWhenThereIsOneForIt(@TempDir Path directory)
      throws IOException, InterruptedException {
    try (Browser browser = new Browser(directory);
        UiServer server =
            UiServer.startBelow("", directory, "--web.max-notifications-subscribers=1");
        HttpClient other = HttpClient.newHttpClient();
        Tab tab = browser.tab(server.base())) {
      takeOnlyStream(other, server);
      tab.beforeEachPage(WATCHED);
      tab.open("/flags");
      tab.waitFor("window.streams.length > 1 && window.streams[0].readyState === 2");
      Path config = directory.resolve("prometheus.yml");
      String good = Files.readString(config);
      Files.writeString(config, good + "nonsense: 1\n");
      assertThat(tab.reloadConfiguration()).isEqualTo(500);
      tab.waitFor("document.querySelector('.notifications button')?.innerText === '1'");
      other.shutdownNow();
      tab.waitFor("window.streams.at(-1).readyState === 1");
      int asked = tab.number("window.asked");
      assertThat(asked).isPositive();
      Files.writeString(config, good);
      assertThat(tab.reloadConfiguration()).isEqualTo(200);
      tab.waitFor("document.querySelector('.notifications button') === null");
      assertThat(tab.number("window.asked")).isEqualTo(asked);
    }
  }

  private static void takeOnlyStream(HttpClient client, UiServer server)
      throws IOException, InterruptedException {
    URI uri = server.base().resolve("/api/v1/notifications/live");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    assertThat(client.send(request, BodyHandlers.ofInputStream()).statusCode()).isEqualTo(200);
  }

  @Test
  void openPagesOutliveARestart(@TempDir Path directory) throws IOException {
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.startBelow("", directory);
        Tab tab = browser.tab(server.base())) {
      tab.beforeEachPage(WATCHED);
      tab.open("/config");
      tab.waitForText("scrape_interval: 1s");
      tab.open("/flags");
      tab.waitForText("--config.file");
      tab.type("gt");
      tab.waitForText("itself");
      tab.type("gq");
      tab.waitForText("No data queried yet");
      server.stop();
      tab.click(".cm-content");
      tab.type("vector(7)");
      tab.press(Key.ESCAPE);
      tab.clickText("Execute");
      tab.waitForText("The server does not answer.");
      tab.clickText("Status");
      tab.clickText("Flags");
      tab.waitForText("Cannot load flags");
      tab.screenshot("server-gone");
      server.startAgain();
      tab.waitForText("--config.file");
      assertThat(tab.text("main")).doesNotContain("Cannot load");
      Path config = directory.resolve("prometheus.yml");
      Files.writeString(config, Files.readString(config) + "nonsense: 1\n");
      assertThat(tab.reloadConfiguration()).isEqualTo(500);
      tab.waitFor("document.querySelector('.notifications button')?.innerText === '1'");
      tab.evaluate("history.back()");
      tab.waitFor("document.querySelector('.data-table td.value')?.innerText === '7'");
    }
  }

  @Test
  void pagesWaitForAServerThatStarts(@TempDir Path directory) throws IOException {
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.startBelow("", directory);
        Tab tab = browser.tab(server.base())) {
      tab.beforeEachPage(STARTING);
      tab.open("/flags");
      tab.waitForText("segment 5 of 8 of the write-ahead log is read");
      assertThat(tab.text("main")).contains("Loading flags").doesNotContain("--config.file");
      tab.screenshot("starting");
      tab.evaluate("window.started = true");
      tab.waitForText("--config.file");
      tab.waitFor("document.querySelector('.starting') === null");

      tab.open("/query?g0.expr=rate(up[5m])");
      tab.waitForText("The server is starting.");
      String words = "[...document.querySelectorAll('.cm-line span')].map(e => e.innerText)";
      assertThat(tab.evaluate(words + ".includes('rate')").toString()).isEqualTo("false");
      tab.evaluate("window.started = true");
      tab.waitFor(words + ".includes('rate')");
      tab.waitFor("document.querySelector('.starting') === null");

      tab.evaluate("window.started = false");
      tab.clickText("Execute");
      tab.waitForText("segment 5 of 8 of the write-ahead log is read");
      tab.screenshot("started-anew");
      tab.evaluate("window.started = true");
      tab.waitFor("document.querySelector('.starting') === null");
      tab.waitFor("!document.body.innerText.includes('The server is starting.')");
      assertThat(tab.faults()).isEmpty();
    }
  }

  @Test
  void theReplayOfALargeLogIsFollowed(@TempDir Path directory) throws IOException {
    writeLargeLog(directory.resolve("data"));
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.starting(directory);
        Tab tab = browser.tab(server.base())) {
      tab.openWithoutWaiting(server.base() + "/flags");
      String progress =
          "/segment \\d+ of \\d{2,} of the write-ahead log/.exec(document.body?.innerText)";
      tab.waitFor(progress + " !== null");
      tab.screenshot("replay");
      tab.waitForText("--config.file");
      tab.waitFor("document.querySelector('.starting') === null");
    }
  }

  /** Writes a log of many segments, without the file that would spare its replay. */
  private static void writeLargeLog(Path data) throws IOException {
    long endMs = System.currentTimeMillis();
    try (Tsdb store = Tsdb.open(data, TsdbOptions.DEFAULTS.withWalSegmentBytes(SEGMENT_BYTES))) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        long timeMs = endMs - (SAMPLES - sample) * 15_000L;
        try (Appender batch = store.appender()) {
          for (int i = 0; i < SERIES; i++) {
            Labels labels = Labels.of("__name__", "replayed", "i", "" + i);
            batch.append(batch.seriesRef(labels), timeMs, i * 0.37 + sample);
          }
          batch.commit();
        }
      }
    }
    Files.deleteIfExists(data.resolve("restart.deucalion"));
  }

  @Test
  void aTabThatIsOlderThanTheServerOffersToReload(@TempDir Path directory) throws IOException {
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.startBelow("", directory);
        Tab tab = browser.tab(server.base())) {
      tab.open("/flags");
      tab.waitForText("--config.file");
      tab.block("*/assets/*");
      tab.type("gt");
      tab.waitForText("another version now than when this tab was opened");
      tab.screenshot("older-tab");
      tab.block();
      tab.clickText("Reload");
      tab.waitForText("itself");
      tab.waitForLocation("/targets");
    }
  }

  @Test
  void anAgentHasItsOwnPages(@TempDir Path directory) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("agent.yml"), "scrape_configs: [{job_name: nothing}]\n");
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.agent(directory, config);
        Tab tab = browser.tab(server.base())) {
      tab.open("/");
      tab.waitForText("This server runs as an agent");
      tab.waitForLocation("/agent");
      assertThat(tab.text("nav")).doesNotContain("Alerts").doesNotContain("Query");
      assertThat(new Accessibility().findings(tab)).isEmpty();
      tab.size(360, 800);
      assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
      tab.size(1280, 900);
      tab.type("gt");
      tab.waitForText("The job has no targets");
      assertThat(tab.faults()).isEmpty();
    }
  }
}
