package dev.deucalion.server.cli.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsdbDumpTest {
  @TempDir private Path dir;
  private String data = "";

  @BeforeEach
  void write() throws IOException {
    data = dir.resolve("data").toString();
    StoreFixture.write(Path.of(data));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(Path.of(data))) {
      return paths.map(path -> path + " " + path.toFile().length()).sorted().toList();
    }
  }

  @Test
  void allSamplesAreDumpedAndNothingIsChanged() throws IOException {
    List<String> before = files();
    ToolRun run = ToolRun.of("tsdb", "dump", data);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .hasSize(15)
        .startsWith(
            "{__name__=\"heavy_metric\", foo=\"bar\"} 5 0",
            "{__name__=\"heavy_metric\", foo=\"bar\"} 4 60000")
        .contains("{__name__=\"metric\", baz=\"abc\", foo=\"bar\"} 5 240000");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void selectorsAndTimesNarrowTheDump() {
    ToolRun run =
        ToolRun.of(
            "tsdb",
            "dump",
            "--match={foo='foo'}",
            "--match={foo='foo',__name__='heavy_metric'}",
            "--match=metric",
            "--min-time=60000",
            "--max-time=120000",
            data);
    assertThat(run.out())
        .isEqualTo(
            """
            {__name__="heavy_metric", foo="foo"} 4 60000
            {__name__="heavy_metric", foo="foo"} 3 120000
            {__name__="metric", baz="abc", foo="bar"} 2 60000
            {__name__="metric", baz="abc", foo="bar"} 3 120000
            """);
    assertThat(ToolRun.of("tsdb", "dump", "--match={", data).exitCode()).isEqualTo(1);
  }

  @Test
  void seriesAreDumpedAsJson() {
    assertThat(ToolRun.of("tsdb", "dump", "--format=seriesjson", data).out())
        .isEqualTo(
            """
            {"__name__":"heavy_metric","foo":"bar"}
            {"__name__":"heavy_metric","foo":"foo"}
            {"__name__":"metric","baz":"abc","foo":"bar"}
            """);
  }

  @Test
  void whatIsDumpedAsOpenMetricsMakesBlocksOfTheSameSamples() throws IOException {
    ToolRun dump = ToolRun.of("tsdb", "dump-openmetrics", data);
    assertThat(dump.out())
        .startsWith("heavy_metric{foo=\"bar\"} 5 0.000\n")
        .endsWith("metric{baz=\"abc\",foo=\"bar\"} 5 240.000\n# EOF\n");
    Path text = Files.writeString(dir.resolve("dump.prom"), dump.out());
    String blocks = dir.resolve("blocks").toString();
    ToolRun made = ToolRun.of("tsdb", "create-blocks-from", "openmetrics", text.toString(), blocks);
    assertThat(made.err()).isEmpty();
    assertThat(made.out().lines()).hasSize(2);
    assertThat(made.out())
        .startsWith(
            "BLOCK ULID                  MIN TIME     MAX TIME     DURATION     NUM SAMPLES"
                + "  NUM CHUNKS   NUM SERIES   SIZE\n")
        .contains("  0            240001       4m0.001s     15           3            3 ");
    assertThat(ToolRun.of("tsdb", "list", blocks).out()).isEqualTo(made.out());
    assertThat(ToolRun.of("tsdb", "dump", blocks).out())
        .isEqualTo(ToolRun.of("tsdb", "dump", data).out());
  }

  @Test
  void aMissingDirectoryIsAFailure() {
    ToolRun run = ToolRun.of("tsdb", "dump", dir.resolve("none").toString());
    assertThat(run)
        .isEqualTo(new ToolRun(1, "", dir.resolve("none") + ": no such file or directory\n"));
  }
}
