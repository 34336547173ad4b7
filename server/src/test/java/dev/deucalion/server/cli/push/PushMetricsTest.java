package dev.deucalion.server.cli.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.FakeServer;
import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

class PushMetricsTest {
  private static final String METRICS =
      """
      # HELP h About h.
      # TYPE h histogram
      h_bucket{le="1"} 1
      h_bucket{le="+Inf"} 2
      h_sum 3
      h_count 2 1600000000000
      """;

  private final FakeServer server = new FakeServer();

  @TempDir private Path dir;

  @AfterEach
  void stop() {
    server.close();
  }

  private String sent(int request) throws IOException {
    return new String(
        Snappy.uncompress(server.asked().get(request).body()), StandardCharsets.ISO_8859_1);
  }

  @Test
  void metricsGoOutWithTheirLabelsAndTheirHelp() throws IOException {
    server.answer("/api/v1/write", 204, "");
    ToolRun run = ToolRun.reading(METRICS, "push", "metrics", "--label=a=b", server.url());
    assertThat(run)
        .isEqualTo(
            new ToolRun(
                0, "Parsing standard input\n  SUCCESS: metrics pushed to remote write.\n", ""));
    assertThat(server.asked()).hasSize(2);
    assertThat(sent(0))
        .contains("h_bucket", "\n\u0002le\u0012\u00011", "\n\u0002le\u0012\u0004+Inf")
        .contains("\n\u0001a\u0012\u0001b");
    assertThat(sent(1)).contains("About h.");
  }

  @Test
  void sumCountAndLastBucketAreAlwaysSent() throws IOException {
    server.answer("/api/v1/write", 204, "");
    String metrics = "# TYPE h histogram\nh_bucket{le=\"1\"} 1\n# TYPE s summary\ns_sum 2\n";
    assertThat(ToolRun.reading(metrics, "push", "metrics", server.url()).exitCode()).isZero();
    assertThat(sent(0)).contains("h_sum", "h_count", "+Inf", "s_sum", "s_count");
  }

  @Test
  void labelsOfTheMetricStay() throws IOException {
    server.answer("/api/v1/write", 204, "");
    String metrics = "x{a=\"own\",job=\"mine\"} 1\n";
    ToolRun run = ToolRun.reading(metrics, "push", "metrics", "--label=a=b", server.url());
    assertThat(run.exitCode()).isZero();
    assertThat(sent(0))
        .contains("\n\u0001a\u0012\u0003own", "\n\fexported_job\u0012\u0004mine")
        .doesNotContain("\u0012\u0001b");
  }

  @Test
  void theSecondVersionHasAllInOneMessage() throws IOException {
    server.answer("/p/w", 200, "");
    Path file = Files.writeString(dir.resolve("m.prom"), METRICS);
    ToolRun run =
        ToolRun.of(
            "push",
            "metrics",
            "--protobuf_message=io.prometheus.write.v2.Request",
            "--remote-write.path=/w",
            server.url() + "/p",
            file.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            "Parsing metrics file %s\n  SUCCESS: metrics file %s pushed to remote write.\n"
                .formatted(file, file));
    assertThat(server.asked()).hasSize(1);
    assertThat(server.asked().getFirst().contentType())
        .isEqualTo("application/x-protobuf;proto=io.prometheus.write.v2.Request");
    assertThat(sent(0)).contains("h_bucket", "promtool", "About h.");
  }

  @Test
  void refusalsAndMistakesAreFailures() {
    server.answer("/api/v1/write", 400, "no");
    ToolRun refused = ToolRun.reading(METRICS, "push", "metrics", server.url());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo("  FAILED: server returned HTTP status 400 Bad Request: no\n");
    for (String body : new String[] {"a{ 1\n", "# TYPE h histogram\nh_bucket{le=\"x\"} 1\n"}) {
      assertThat(ToolRun.reading(body, "push", "metrics", server.url()).err())
          .startsWith("  FAILED: text format parsing error in line ");
    }
    assertThat(
            ToolRun.reading(METRICS, "push", "metrics", "--protobuf_message=x", server.url()).err())
        .startsWith("  FAILED: invalid protobuf message \"x\", must be ");
  }
}
