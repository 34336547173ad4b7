package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.testkit.CaseResult;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.ScriptReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that are loaded into a started server by remote write and asked over HTTP. */
class ScriptsAgainstServerTest {
  /** Those that do not clear so often that the starts of servers take minutes. */
  private static final List<String> FEW_SERVERS =
      List.of(
          "at_modifier.test",
          "histograms.test",
          "literals.test",
          "selectors.test",
          "staleness.test",
          "trig_functions.test");

  @TempDir private Path directory;

  @Test
  void failuresAreThoseOfTheScript() throws IOException {
    String script =
        """
        load 1m
          requests{a="x"} 0+60x10 stale
          sizes {{schema:1 sum:3 count:3 buckets:[1 2]}} {{schema:1 sum:6 count:6 buckets:[2 4]}}
          custom {{schema:-53 sum:5 count:4 custom_values:[5 10] buckets:[1 3]}}x3

        eval instant at 5m sum(rate(requests[5m]))
          {} 1

        eval instant at 11m requests

        eval instant at 1m sizes
          sizes {{schema:1 sum:6 count:6 buckets:[2 4]}}

        eval instant at 3m histogram_quantile(1, custom)
          {} 10

        clear

        eval instant at 5m requests

        eval instant at 5m vector(1)
          {} 2
        """;
    try (ScriptServer server = new ScriptServer(directory)) {
      ScriptReport report = server.run(PromqlScript.parse("own", script));
      assertThat(report.notPassed())
          .as(report.toString())
          .singleElement()
          .extracting(CaseResult::command)
          .isEqualTo("vector(1)");
      assertThat(report.cases()).hasSize(6);
      assertThat(server.started()).isEqualTo(2);
    }
  }

  @Test
  void startTimestampsAreNotSent() throws IOException {
    try (ScriptServer server = new ScriptServer(directory)) {
      ScriptReport report =
          server.run(PromqlScript.parse("starts", "load 1m\n  m@st -1m -1m\n  m 1 2\n"));
      assertThat(report.toString()).contains("start timestamps are not sent");
    }
  }

  @Test
  @Tag("interop")
  void prometheusOwnScriptsPass() throws IOException {
    Path scripts = Path.of(System.getProperty("conformance.dir", ""), "promql");
    Assumptions.assumeTrue(Files.isDirectory(scripts), () -> "no " + scripts);
    try (ScriptServer server = new ScriptServer(directory)) {
      for (String name : FEW_SERVERS) {
        String text = Files.readString(scripts.resolve(name));
        ScriptReport report = server.run(PromqlScript.parse(name, text));
        assertThat(report.notPassed()).as(report.toString()).isEmpty();
      }
    }
  }
}
