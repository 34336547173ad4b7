package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.Feature;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs Prometheus' own scripts, all that are there. They expect names to be removed late. The cases
 * that do not pass, and only they, are listed in {@code conformance-exceptions.txt}, each with its
 * reason.
 */
class ConformanceTest {
  private static final List<PromqlEngine> ENGINES = List.of(engine(1), engine(4));

  private static volatile boolean ranScripts;

  private static PromqlEngine engine(int shards) {
    return new PromqlEngine(
        EngineOptions.DEFAULTS
            .with(Feature.DELAYED_NAME_REMOVAL)
            .with(Feature.START_TIMESTAMPS)
            .withSharding(new Sharding(shards, 0)),
        ParserOptions.EXPERIMENTAL,
        System::nanoTime);
  }

  @TestFactory
  List<DynamicTest> allButTheListedCasesPass() throws IOException {
    Path directory = Path.of(System.getProperty("conformance.dir", ""), "promql");
    Assumptions.assumeTrue(Files.isDirectory(directory), () -> "no " + directory);
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".test"))
          .sorted()
          .map(file -> DynamicTest.dynamicTest(nameOf(file), () -> run(file)))
          .toList();
    }
  }

  @AfterAll
  static void onlyTheSecondEngineUsesOtherThreads() {
    assertThat(ENGINES.getFirst().stats().spread()).isZero();
    assertThat(ENGINES.get(1).stats().spread() > 0).isEqualTo(ranScripts);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void run(Path path) throws IOException {
    ranScripts = true;
    String file = nameOf(path);
    for (PromqlEngine engine : ENGINES) {
      ScriptReport report =
          ScriptRunner.run(engine, PromqlScript.parse(file, Files.readString(path)));
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
