package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's promtool and ours print the same about the same input. */
@Tag("interop")
class ToolTwinTest {
  private static final String SAMPLES =
      """
      a{x="1"} 1 0
      a{x="1"} 1.5e+10 100
      a{x="2"} -0.25 0
      a{x="2"} NaN 8000
      b{x="1",y="\\"q\\""} +Inf 100
      # EOF
      """;

  @TempDir private Path dir;
  private Path promtool = Path.of("");

  @BeforeEach
  void find() {
    promtool = Peers.installed("promtool");
  }

  private Tool.Result theirs(String input, String... args) {
    List<String> command = new ArrayList<>(List.of(args));
    command.addFirst(promtool.toString());
    return Tool.run(dir, input, command);
  }

  private void assertSame(String... args) {
    ToolRun ours = ToolRun.of(args);
    Tool.Result theirs = theirs("", args);
    assertThat(ours.out() + ours.err()).isEqualTo(theirs.output());
    assertThat(ours.exitCode()).isEqualTo(theirs.exitCode());
  }

  /** A directory as both can open it: theirs wants a log, if only an empty one. */
  private Path blocksOf(boolean oursWrites) throws IOException {
    Path text = Files.writeString(dir.resolve("in.om"), SAMPLES);
    Path data = dir.resolve(oursWrites ? "ours" : "theirs");
    Files.createDirectories(data.resolve("wal"));
    String[] args = {"tsdb", "create-blocks-from", "openmetrics", text.toString(), data.toString()};
    if (oursWrites) {
      assertThat(ToolRun.of(args).err()).isEmpty();
    } else {
      assertThat(theirs("", args).exitCode()).isZero();
    }
    return data;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksAreListedAndDumped(boolean oursWrites) throws IOException {
    String data = blocksOf(oursWrites).toString();
    assertSame("tsdb", "list", data);
    assertSame("tsdb", "list", "-r", data);
    assertSame("tsdb", "dump", data);
    assertSame("tsdb", "dump", "--min-time=1", "--match={x=\"1\"}", data);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksAreAnalyzed(boolean oursWrites) throws IOException {
    String data = blocksOf(oursWrites).toString();
    List<String> theirs =
        theirs("", "tsdb", "analyze", data)
            .output()
            .replace("\nSeries: ", "\nTotal Series: ")
            .lines()
            .sorted()
            .toList();
    assertThat(ToolRun.of("tsdb", "analyze", data).out().lines().sorted()).isEqualTo(theirs);
  }

  @Test
  void metricsAreJudged() {
    String metrics =
        """
        # TYPE fooBar_milliseconds counter
        fooBar_milliseconds{barBaz="1"} 1
        # HELP x_total X.
        # TYPE x_total gauge
        x_total{le="1"} 1
        # HELP y_ms Y.
        # TYPE y_ms gauge
        y_ms 1
        z:z_count{quantile="1"} 1
        # HELP h_bytes H.
        # TYPE h_bytes histogram
        h_bytes_bucket{le="+Inf"} 1
        h_bytes_sum 1
        h_bytes_count 1
        """;
    ToolRun ours = ToolRun.reading(metrics, "check", "metrics");
    Tool.Result theirs = theirs(metrics, "check", "metrics");
    assertThat(ours.err()).isEqualTo(theirs.output());
    assertThat(ours.exitCode()).isEqualTo(theirs.exitCode());
    assertThat(ToolRun.reading(metrics, "check", "metrics", "--extended", "--lint=none").out())
        .contains("h_bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP a A.;# HELP a A.;a 1;",
        "# TYPE a gauge;# TYPE a gauge;a 1;",
        "a 1;# TYPE a gauge;",
        "# TYPE a Gauge;a 1 -1;",
        "# TYPE a info;a 1;",
        "# TYPE h histogram;h_bucket{le='x'} 1;",
        "# TYPE s summary;s{quantile='x'} 1;",
        "a 1",
        "a x;",
        "a 1 x;",
        "a 1 1 ;",
        "a{b='1'",
        "a{b='1' c='2'} 1;",
        "a{b='1',b='2'} 1;",
        "a{__name__='1'} 1;",
        "a{b=1} 1;",
        "a{1='1'} 1;",
        "# TYPE a-b gauge;"
      })
  void bodiesAreRefusedInTheSameWords(String body) {
    String metrics = body.replace(';', '\n').replace('\'', '"');
    ToolRun ours = ToolRun.reading(metrics, "check", "metrics");
    Tool.Result theirs = theirs(metrics, "check", "metrics");
    assertThat(ours.err()).isEqualTo(theirs.output());
    assertThat(ours.exitCode()).isEqualTo(theirs.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at-modifier-test.yml",
        "bad-promql.yml",
        "bad-rules-error-test.yml",
        "failing.yml",
        "long-period.yml",
        "negative-offset-test.yml",
        "rules_run_extrafields.yml"
      })
  void testsOfRulesHaveTheSameVerdict(String file) {
    Path tests = Path.of(System.getProperty("conformance.dir", ""), "promtool", file);
    Assumptions.assumeTrue(Files.exists(tests), "no shared cases");
    assertThat(ToolRun.of("test", "rules", tests.toString()).exitCode())
        .isEqualTo(theirs("", "test", "rules", tests.toString()).exitCode());
  }

  @Test
  void commandLinesAreRefusedInTheSameWords() {
    Stream.of(
            List.of("foo"),
            List.of("check"),
            List.of("check", "config"),
            List.of("check", "config", "--foo", "x"),
            List.of("check", "rules", "/none"),
            List.of("query", "instant"),
            List.of("query", "series", "http://h"),
            List.of("query", "range", "--step=x", "http://h", "up"),
            List.of("query", "--format=x", "instant", "http://h", "up"),
            List.of("query", "instant", "http://127.0.0.1:1", "up"),
            List.of("query", "instant", "--time=x", "http://127.0.0.1:1", "up"),
            List.of("query", "range", "--start=2", "--end=1", "http://127.0.0.1:1", "up"),
            List.of("query", "series", "--match=up", "--end=x", "http://127.0.0.1:1"),
            List.of("query", "instant", "ftp://127.0.0.1:1", "up"),
            List.of("tsdb", "dump", "--min-time=a"),
            List.of("tsdb", "create-blocks-from", "rules", "/none"))
        .forEach(args -> assertSame(args.toArray(String[]::new)));
  }
}
