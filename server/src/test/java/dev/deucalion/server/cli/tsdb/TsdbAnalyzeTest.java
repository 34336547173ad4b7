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

class TsdbAnalyzeTest {
  private static final int FLIPS = 40;

  @TempDir private Path dir;

  @BeforeEach
  void makeBlock() throws IOException {
    Path text =
        Files.writeString(
            dir.resolve("in.om"),
            """
            a{x="1"} 1 0
            a{x="1"} 1 100
            a{x="2"} 1 0
            b{x="1"} 1 100
            # EOF
            """);
    ToolRun.of(
        "tsdb", "create-blocks-from", "openmetrics", text.toString(), dir.resolve("d").toString());
  }

  @Test
  void labelsAreCounted() {
    ToolRun run = ToolRun.of("tsdb", "analyze", dir.resolve("d").toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().skip(1))
        .isEqualTo(
            List.of(
                "Duration: 1m40.001s",
                "Total Series: 3",
                "Label names: 2",
                "Postings (unique label pairs): 4",
                "Postings entries (total label pairs): 6",
                "",
                "Label pairs most involved in churning:",
                "1 __name__=a",
                "1 __name__=b",
                "1 x=1",
                "1 x=2",
                "",
                "Label names most involved in churning:",
                "2 __name__",
                "2 x",
                "",
                "Most common label pairs:",
                "2 __name__=a",
                "2 x=1",
                "1 __name__=b",
                "1 x=2",
                "",
                "Label names with highest cumulative label value length:",
                "2 __name__",
                "2 x",
                "",
                "Highest cardinality labels:",
                "2 __name__",
                "2 x",
                "",
                "Highest cardinality metric names:",
                "2 a",
                "1 b"));
  }

  @Test
  void selectorsAndLimitsNarrowIt() {
    ToolRun run =
        ToolRun.of(
            "tsdb",
            "analyze",
            "--match={x=\"2\"}",
            "--limit=1",
            "--extended",
            dir.resolve("d").toString());
    assertThat(run.out())
        .contains(
            "Matcher: {x=\"2\"}\nLabel names: 2\nMatched series: 1\n",
            "Most common label pairs:\n1 __name__=a\n\n",
            "\nCompaction analysis:\n\nsamples per float chunk (min/avg/max): 1/1/1\n",
            "samples per histogram chunk: N/A\n");
  }

  @Test
  void numbersAreShownAsAHistogramOfText() {
    assertThat(TextHistogram.of("n", List.of(3, 12, 17), 3))
        .isEqualTo(
            """
            n (min/avg/max): 3/10/17
            [ 1, 10]: 1 #################################
            [11, 20]: 2 ##################################################################
            [21, 30]: 0\s

            """);
  }

  @Test
  void anUnknownBlockIsAFailure() {
    assertThat(ToolRun.of("tsdb", "analyze", dir.resolve("d").toString(), "x"))
        .isEqualTo(new ToolRun(1, "", "block x not found\n"));
  }

  /** Bytes that only fill files up are nobody's loss. */
  @Test
  void damageIsAFailureThatNamesTheFile() throws IOException {
    Path data = dir.resolve("d");
    int noticed = 0;
    for (String name : List.of("chunks/000001", "index")) {
      Path file = file(data, name);
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < FLIPS; i++) {
        byte[] bytes = whole.clone();
        bytes[bytes.length * i / FLIPS] ^= 0x55;
        Files.write(file, bytes);
        ToolRun analyze = ToolRun.of("tsdb", "analyze", "--extended", data.toString());
        ToolRun dump = ToolRun.of("tsdb", "dump", data.toString());
        for (ToolRun run : List.of(analyze, dump)) {
          if (run.exitCode() != 0) {
            noticed++;
            assertThat(run.err()).contains(String.valueOf(file.getFileName()));
          }
        }
      }
      Files.write(file, whole);
    }
    assertThat(noticed).isGreaterThan(2 * FLIPS);
  }

  /** A file of the only block. */
  private static Path file(Path data, String name) throws IOException {
    try (Stream<Path> blocks = Files.list(data)) {
      return blocks.findFirst().orElseThrow().resolve(name);
    }
  }

  @Test
  void writingIsMeasured() throws IOException {
    Path series = Files.writeString(dir.resolve("series.json"), "{\"a\":\"b\"}\n{\"a\":\"c\"}\n");
    ToolRun run =
        ToolRun.of(
            "tsdb",
            "bench",
            "write",
            "--scrapes=3",
            "--out=" + dir.resolve("bench"),
            series.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(">> start stage=ingestScrapes\n", " > total samples: 6\n");
    assertThat(ToolRun.of("tsdb", "dump", dir.resolve("bench/storage").toString()).out().lines())
        .hasSize(6);
  }
}
