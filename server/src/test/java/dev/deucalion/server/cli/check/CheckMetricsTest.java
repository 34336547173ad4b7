package dev.deucalion.server.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import org.junit.jupiter.api.Test;

class CheckMetricsTest {
  private static final String GOOD =
      """
      # HELP a_seconds_total A.
      # TYPE a_seconds_total counter
      a_seconds_total{b="1"} 1
      a_seconds_total{b="2"} 2
      # HELP h_seconds H.
      # TYPE h_seconds histogram
      h_seconds_bucket{le="1"} 1
      h_seconds_bucket{le="+Inf"} 2
      h_seconds_sum 3
      h_seconds_count 2
      """;

  @Test
  void nothingIsSaidOfGoodMetrics() {
    assertThat(ToolRun.reading(GOOD, "check", "metrics")).isEqualTo(new ToolRun(0, "", ""));
  }

  @Test
  void whatIsAgainstTheConventionsIsListed() {
    ToolRun run =
        ToolRun.reading(
            """
            # TYPE fooBar_milliseconds counter
            fooBar_milliseconds{barBaz="1"} 1
            # HELP x_total X.
            # TYPE x_total gauge
            x_total{le="1"} 1
            x_total{le="1"} 1
            # HELP y_gauge_ms Y.
            # TYPE y_gauge_ms gauge
            y_gauge_ms 1
            z:z 1
            """,
            "check",
            "metrics");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo(
            """
            fooBar_milliseconds counter metrics should have "_total" suffix
            fooBar_milliseconds label names should be written in 'snake_case' not 'camelCase'
            fooBar_milliseconds metric names should be written in 'snake_case' not 'camelCase'
            fooBar_milliseconds no help text
            fooBar_milliseconds use base unit "seconds" instead of "milliseconds"
            x_total metric not unique
            x_total non-counter metrics should not have "_total" suffix
            x_total non-histogram metrics should not have "le" label
            x_total non-histogram metrics should not have "le" label
            y_gauge_ms metric name should not include type 'gauge'
            y_gauge_ms metric names should not contain abbreviated units
            z:z metric names should not contain ':'
            z:z no help text
            """);
  }

  @Test
  void seriesAreCountedWhereAsked() {
    ToolRun run = ToolRun.reading(GOOD, "check", "metrics", "--extended", "--lint=none");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            Metric             Cardinality    Percentage   \s
            h_seconds          4              66.67%       \s
            a_seconds_total    2              33.33%       \s
            Total              6              100%         \s
            """);
    assertThat(ToolRun.reading(GOOD, "check", "metrics", "--lint=none").exitCode()).isEqualTo(1);
  }

  @Test
  void whatIsNoBodyIsRefusedWithItsLine() {
    ToolRun run = ToolRun.reading("a 1\nb{ 2\n", "check", "metrics");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error while linting: text format parsing error in line 2:"
                + " invalid label name for metric \"b\"\n");
    assertThat(ToolRun.reading("# TYPE a Counter\na 1 -5\n", "check", "metrics").exitCode())
        .isEqualTo(3);
    ToolRun twice = ToolRun.reading("# HELP a A.\n# HELP a B.\na 1\n", "check", "metrics");
    assertThat(twice.exitCode()).isEqualTo(1);
  }
}
