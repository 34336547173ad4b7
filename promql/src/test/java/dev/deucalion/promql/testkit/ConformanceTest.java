package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs Prometheus' own scripts. The cases that do not pass, and only they, are listed in {@code
 * conformance-exceptions.txt}, each with its reason.
 */
class ConformanceTest {
  private static final EngineOptions OPTIONS = EngineOptions.DEFAULTS.withExperimentalFunctions();
  private static final List<QueryEngine> ENGINES =
      List.of(new PromqlEngine(OPTIONS.withShards(1)), new PromqlEngine(OPTIONS.withShards(4)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "literals",
        "selectors",
        "staleness",
        "operators",
        "aggregators",
        "at_modifier",
        "trig_functions",
        "functions",
        "histograms",
        "info",
        "native_histograms"
      })
  void allButTheListedCasesPass(String script) throws IOException {
    String file = script + ".test";
    Path path = Path.of(System.getProperty("conformance.dir", ""), "promql", file);
    Assumptions.assumeTrue(Files.isRegularFile(path), () -> "no " + path);
    for (QueryEngine engine : ENGINES) {
      ScriptReport report =
          new ScriptRunner(engine).run(PromqlScript.parse(file, Files.readString(path)));
      SortedSet<Integer> notPassed =
          report.notPassed().stream()
              .map(CaseResult::line)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(notPassed).as(report.toString()).isEqualTo(listed(file));
    }
  }

  private static SortedSet<Integer> listed(String file) throws IOException {
    try (InputStream in = ConformanceTest.class.getResourceAsStream("conformance-exceptions.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(file + ":"))
          .map(line -> Integer.valueOf(line.substring(file.length() + 1).split(" ", 2)[0]))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
