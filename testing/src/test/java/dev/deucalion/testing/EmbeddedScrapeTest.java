package dev.deucalion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.scrape.TargetHealth;
import dev.deucalion.testing.scrape.EmbeddedTarget;
import dev.deucalion.testing.source.ExpositionSource;
import dev.deucalion.testing.source.PrometheusRegistries;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedScrapeTest {
  private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start();

  @AfterEach
  void close() {
    prometheus.close();
  }

  @Test
  void scrapesARegistryAtEachInterval() {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter requests =
        Counter.builder().name("requests_total").labelNames("path").register(registry);
    prometheus.scrape("app", PrometheusRegistries.source(registry));
    for (int minute = 0; minute < 10; minute++) {
      requests.labelValues("/").inc(60);
      prometheus.advance(Duration.ofMinutes(1));
    }

    prometheus
        .assertThat("requests_total")
        .containsOnly("requests_total{instance=\"test\",job=\"app\",path=\"/\"} 600");
    prometheus.assertThat("resets(requests_total[10m])").hasValue(0);
    prometheus.assertThat("count_over_time(up[10m])").hasValue(40);
    prometheus.assertThat("up == 1").hasSize(1);
  }

  @Test
  void seriesThatVanishAreStaleAtOnce() {
    AtomicReference<String> shown = new AtomicReference<>("a 1\nb 2\n");
    prometheus.scrape("app", ExpositionSource.text(shown::get));
    prometheus.advance(Duration.ofSeconds(15));
    prometheus.assertThat("b").hasValue(2);

    shown.set("a 1");
    prometheus.advance(Duration.ofSeconds(15));

    prometheus.assertThat("a").hasValue(1);
    prometheus.assertThat("b").isEmpty();
  }

  @Test
  void aSourceThatFailsIsDown() {
    EmbeddedTarget target =
        prometheus.scrape(
            "app",
            () -> {
              throw new IOException("no disk");
            });
    prometheus.advance(Duration.ofMinutes(1));

    prometheus.assertThat("up").containsOnly("up{instance=\"test\",job=\"app\"} 0");
    assertThat(target.snapshot().health()).isEqualTo(TargetHealth.DOWN);
    assertThat(target.snapshot().lastError()).contains("no disk");
  }

  @Test
  void aTargetThatIsStoppedEnds() {
    EmbeddedTarget target = prometheus.scrape("app", ExpositionSource.text(() -> "a 1"));
    prometheus.advance(Duration.ofMinutes(1));
    prometheus.assertThat("a").isNotEmpty();

    prometheus.advance(Duration.ofSeconds(1));
    target.stop();

    prometheus.assertThat("{job=\"app\"}").isEmpty();
    prometheus.advance(Duration.ofHours(1));
    prometheus.assertThat("{job=\"app\"}").isEmpty();
    assertThat(prometheus.targets().snapshots()).isEmpty();
  }

  @Test
  void aTargetEndsRightAfterItsScrape() {
    EmbeddedTarget target = prometheus.scrape("app", ExpositionSource.text(() -> "a 1"));
    prometheus.scrape("other", ExpositionSource.text(() -> "a 2"));
    prometheus.advance(Duration.ofMinutes(1));
    prometheus.assertThat("{job=\"app\"}").isNotEmpty();

    target.stop();

    prometheus.assertThat("{job=\"app\"}").isEmpty();
    prometheus.assertThat("a").hasValue(2);
    assertThat(prometheus.now())
        .isEqualTo(EmbeddedOptions.DEFAULTS.start().plusSeconds(60).plusMillis(1));
    target.stop();
    assertThat(prometheus.now())
        .isEqualTo(EmbeddedOptions.DEFAULTS.start().plusSeconds(60).plusMillis(1));
  }

  @Test
  void scrapesNowWhateverTheTime() {
    AtomicInteger value = new AtomicInteger(1);
    prometheus.scrape("app", ExpositionSource.text(() -> "a " + value));
    assertThat(prometheus.scrapeNow()).hasSize(1);
    prometheus.assertThat("a").hasValue(1);

    value.set(2);
    prometheus.scrapeNow();

    prometheus.assertThat("a").hasValue(2);
    assertThat(prometheus.now()).isEqualTo(EmbeddedOptions.DEFAULTS.start().plusMillis(1));
  }

  @Test
  void twoTargetsWithTheSameSeriesAreRefused() {
    prometheus.scrape("app", ExpositionSource.text(() -> "a 1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prometheus.scrape("app", ExpositionSource.text(() -> "a 2")))
        .withMessageContaining("job=\"app\"");
    prometheus.scrape("other", ExpositionSource.text(() -> "a 2"));
    prometheus.scrapeNow();
    prometheus.assertThat("sum(a)").hasValue(3);
  }

  @Test
  void scrapesOverHttp() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/custom",
        exchange -> {
          String value = exchange.getRequestURI().getQuery().replace("value=", "");
          byte[] body = ("a{b=\"c\"} " + value + "\n").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      prometheus.scrape("web", URI.create("http://127.0.0.1:" + port + "/custom?value=5"));
      prometheus.advance(Duration.ofSeconds(30));
      prometheus
          .assertThat("a")
          .containsOnly("a{b=\"c\",instance=\"127.0.0.1:" + port + "\",job=\"web\"} 5");
    } finally {
      server.stop(0);
    }
    prometheus.advance(Duration.ofSeconds(15));
    prometheus.assertThat("up").hasValue(0);
    prometheus.assertThat("a").isEmpty();
  }

  @Test
  void scrapesRightAfterATargetEndedAndAnotherOfItsNameBegan() {
    EmbeddedTarget first = prometheus.scrape("app", ExpositionSource.text(() -> "a 1"));
    prometheus.advance(Duration.ofSeconds(15));
    prometheus.advance(Duration.ofSeconds(1));
    first.stop();
    prometheus.scrape("app", ExpositionSource.text(() -> "a 2"));

    prometheus.scrapeNow();

    prometheus.assertThat("a").hasValue(2);
    prometheus.assertThat("up").hasValue(1);
  }

  @Test
  void aUrlThatCannotBeScrapedIsRefused() {
    for (String url : List.of("localhost:8080/metrics", "//host/metrics", "http:///a", "ftp://h")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prometheus.scrape("web", URI.create(url)))
          .withMessageContaining(url);
    }
    assertThat(prometheus.targets().snapshots()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // as a source of a test that was not checked
  void aSourceThatShowsNothingIsDown() {
    EmbeddedTarget target = prometheus.scrape("app", () -> null);
    prometheus.scrape("text", ExpositionSource.text(() -> null));
    prometheus.scrapeNow();

    prometheus.assertThat("up").hasSize(2);
    prometheus.assertThat("sum(up)").hasValue(0);
    assertThat(target.snapshot().lastError()).contains("the source gave null");
  }
}
