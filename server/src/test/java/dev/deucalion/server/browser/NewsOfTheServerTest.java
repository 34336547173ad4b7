package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
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
