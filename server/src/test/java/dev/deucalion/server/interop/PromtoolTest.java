package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Debian's promtool against a Deucalion that scrapes itself. */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class PromtoolTest {
  private final List<Peer> open = new ArrayList<>();
  private Path home = Path.of("");

  @BeforeAll
  void scrapeItself(@TempDir Path directory) throws IOException {
    Peers.installed("promtool");
    home = directory;
    int port = Peers.freePort();
    Path config =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            scrape_configs:
              - job_name: self
                scrape_interval: 5s
                static_configs:
                  - targets: ['127.0.0.1:%d']
            """
                .formatted(port));
    Peer deucalion = Peers.deucalionOn(port, directory, config);
    open.add(deucalion);
    await("scraped itself")
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            Answers.seriesCount(
                    deucalion.api().query("up{job=\"self\"} == 1", Clock.SYSTEM.nowMs()))
                == 1);
  }

  @AfterAll
  void stop() {
    open.forEach(Peer::close);
  }

  /** What promtool has against names of Prometheus, which are the same here, does not count. */
  @Test
  void ownMetricsAreInGoodForm() {
    Tool.Result result = promtoolReading(server().api().get("/metrics"), "check", "metrics");
    assertThat(result.output().lines())
        .allSatisfy(line ->
            assertThat(line)
                .matches(
                    "prometheus_[a-z_]+_native_histogram_\\S+"
                        + " metric name should not include type 'histogram'"));
  }

  @Test
  void instantQuery() {
    Tool.Result result = promtool("query", "instant", url(), "up");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).startsWith("up{").contains("job=\"self\"").contains("} => 1 @[");
  }

  @Test
  void rangeQuery() {
    Tool.Result result = promtool("query", "range", "--step=1s", url(), "sum(up)");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).startsWith("{} =>\n1 @[");
  }

  @Test
  void series() {
    Tool.Result result = promtool("query", "series", "--match=up{job=\"self\"}", url());
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("__name__=\"up\"").contains("job=\"self\"");
  }

  @Test
  void labels() {
    Tool.Result result = promtool("query", "labels", url(), "job");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output().strip()).isEqualTo("self");
  }

  /** Takes half a minute: promtool asks for profiles of 30 s each, and they are taken at once. */
  @Test
  void debugCollectsEverything() {
    String promtool = Peers.installed("promtool").toString();
    String script =
        "cd '%s' && '%s' debug all '%s' && tar xzf debug.tar.gz && wc -c *.pb metrics.txt"
            .formatted(home, promtool, url());
    Tool.Result result = Tool.run(home, "", Duration.ofMinutes(3), List.of("sh", "-c", script));
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("all files written in \"debug.tar.gz\"");
    for (String file :
        List.of(
            "cpu.pb",
            "block.pb",
            "goroutine.pb",
            "heap.pb",
            "mutex.pb",
            "threadcreate.pb",
            "trace.pb",
            "metrics.txt")) {
      assertThat(home.resolve(file)).as(result.output()).isNotEmptyFile();
    }
    assertThat(home.resolve("metrics.txt")).content().contains("prometheus_build_info{");
  }

  @Test
  void mistakesAreReportedAsMistakes() {
    Tool.Result result = promtool("query", "instant", url(), "sum(");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("bad_data").contains("parse error");
  }

  private Peer server() {
    return open.getFirst();
  }

  private String url() {
    return server().base().toString();
  }

  private Tool.Result promtool(String... arguments) {
    return promtoolReading("", arguments);
  }

  private Tool.Result promtoolReading(String input, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Peers.installed("promtool").toString());
    command.addAll(List.of(arguments));
    return Tool.run(home, input, command);
  }
}
