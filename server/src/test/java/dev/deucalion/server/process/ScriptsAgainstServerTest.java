package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.testkit.CaseResult;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.ScriptReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that are loaded into a started server by remote write and asked over HTTP. */
class ScriptsAgainstServerTest {
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
      assertThat(server.servers()).isEqualTo(2);
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

  /** Each "clear" takes another server: some minutes in all. */
  @TestFactory
  @Tag("interop")
  List<DynamicTest> prometheusOwnScriptsPass() throws IOException {
    Path scripts = Path.of(System.getProperty("conformance.dir", ""), "promql");
    Assumptions.assumeTrue(Files.isDirectory(scripts), () -> "no " + scripts);
    try (Stream<Path> files = Files.list(scripts)) {
      return files
          .filter(file -> file.toString().endsWith(".test"))
          .sorted()
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> pass(file)))
          .toList();
    }
  }

  private void pass(Path file) throws IOException {
    try (ScriptServer server = new ScriptServer(directory)) {
      ScriptReport report = server.run(PromqlScript.parse(file.toString(), Files.readString(file)));
      assertThat(report.cases()).isNotEmpty();
      assertThat(report.notPassed()).as(report.toString()).isEmpty();
    }
  }
}
