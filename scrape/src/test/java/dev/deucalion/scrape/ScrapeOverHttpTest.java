package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.testing.RecordingStore;
import dev.deucalion.scrape.testing.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, from a server to the store, by real time. */
class ScrapeOverHttpTest {
  private final RecordingStore store = new RecordingStore();
  private final AtomicReference<String> accept = new AtomicReference<>("");
  private HttpServer server;
  private ScrapeManager manager;
  private String address;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          accept.set(exchange.getRequestHeaders().toString());
          byte[] body =
              "# HELP a Some help.\n# TYPE a gauge\na{b=\"c\"} 1\na{instance=\"x\"} 2\n"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    address = "127.0.0.1:" + server.getAddress().getPort();
    manager = NetworkScraping.into(store);
  }

  @AfterEach
  void stop() {
    manager.close();
    server.stop(0);
  }

  @Test
  void scrapesIntoTheStore() {
    ScrapeJobOptions job =
        ScrapeJobOptions.builder("j")
            .scrapeIntervalMs(100)
            .scrapeTimeoutMs(100)
            .discovery(List.of(new StaticGroup(List.of(address), Labels.of("env", "test"), "0")))
            .build();
    manager.applyConfig(GlobalScrapeOptions.DEFAULTS, List.of(job));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(manager.activeTargets())
                .singleElement()
                .satisfies(target -> {
                  assertThat(target.lastError()).isEmpty();
                  assertThat(target.health()).isEqualTo(TargetHealth.UP);
                }));
    Labels target = Labels.of("env", "test", "instance", address, "job", "j");
    assertThat(store.series())
        .contains(
            target.toBuilder().set("__name__", "a").set("b", "c").build(),
            target.toBuilder().set("__name__", "a").set("exported_instance", "x").build(),
            target.toBuilder().set("__name__", "up").build());
    assertThat(accept.get()).contains("q=0.6");
    assertThat(manager.metadata())
        .singleElement()
        .satisfies(m -> assertThat(m.metadata().getFirst().help()).isEqualTo("Some help."));
  }

  @Test
  void oneThreadWakesAllLoopsAndEndsWithTheManager() {
    // Those of tests before have ended, or are about to.
    await().atMost(Duration.ofSeconds(60)).until(() -> timers() == 0);
    List<String> targets = List.of(address, "localhost:" + server.getAddress().getPort());
    ScrapeJobOptions job =
        ScrapeJobOptions.builder("j")
            .scrapeIntervalMs(100)
            .scrapeTimeoutMs(100)
            .discovery(List.of(new StaticGroup(targets, Labels.EMPTY, "0")))
            .build();
    manager.applyConfig(GlobalScrapeOptions.DEFAULTS, List.of(job));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(manager.activeTargets())
                .hasSize(2)
                .allMatch(target -> target.health() != TargetHealth.UNKNOWN));
    assertThat(timers()).isEqualTo(1);
    manager.close();
    await().atMost(Duration.ofSeconds(60)).until(() -> timers() == 0);
  }

  private static long timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("scrape wake-ups"))
        .count();
  }

  @Test
  void asksForZstdWhereItIsSwitchedOn() {
    try (ScrapeManager switched =
        NetworkScraping.into(
            store,
            ScrapeManagerOptions.defaults("Prometheus/3.0.0", "host")
                .withFeatures(Set.of(ScrapeFeature.ZSTD)))) {
      ScrapeJobOptions job =
          ScrapeJobOptions.builder("j")
              .scrapeIntervalMs(100)
              .scrapeTimeoutMs(100)
              .discovery(List.of(new StaticGroup(List.of(address), Labels.EMPTY, "0")))
              .build();
      switched.applyConfig(GlobalScrapeOptions.DEFAULTS, List.of(job));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(accept.get()).contains("Accept-encoding=[zstd,gzip;q=0.9]"));
    }
  }

  @Test
  void goesByTheSocketThatALabelNames(@TempDir Path directory) throws IOException {
    Path socket = directory.resolve("exporter.sock");
    try (ServerSocketChannel exporter = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      exporter.bind(UnixDomainSocketAddress.of(socket));
      Relay.serve(exporter, _ -> SocketChannel.open(server.getAddress()));
      Labels labels = Labels.of("__unix_socket__", socket.toString());
      ScrapeJobOptions job =
          ScrapeJobOptions.builder("j")
              .scrapeIntervalMs(100)
              .scrapeTimeoutMs(100)
              .discovery(List.of(new StaticGroup(List.of("nowhere.invalid:1"), labels, "0")))
              .build();
      manager.applyConfig(GlobalScrapeOptions.DEFAULTS, List.of(job));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(manager.activeTargets())
                  .singleElement()
                  .satisfies(target -> {
                    assertThat(target.health()).isEqualTo(TargetHealth.UP);
                    assertThat(target.scrapeUrl()).isEqualTo("http://nowhere.invalid:1/metrics");
                  }));
      assertThat(accept.get()).contains("nowhere.invalid:1");
    }
  }
}
