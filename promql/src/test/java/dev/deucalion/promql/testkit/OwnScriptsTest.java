package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.Feature;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the scripts in {@code scripts}, with all that is experimental in the language. */
class OwnScriptsTest {
  @TestFactory
  List<DynamicTest> scriptsPass() throws IOException, URISyntaxException {
    return tests("", EngineOptions.DEFAULTS);
  }

  @TestFactory
  List<DynamicTest> scriptsWithLateNamesPass() throws IOException, URISyntaxException {
    return tests("late-names", EngineOptions.DEFAULTS.with(Feature.DELAYED_NAME_REMOVAL));
  }

  @TestFactory
  List<DynamicTest> scriptsWithTypeLabelsPass() throws IOException, URISyntaxException {
    return tests("type-labels", EngineOptions.DEFAULTS.with(Feature.TYPE_AND_UNIT_LABELS));
  }

  @TestFactory
  List<DynamicTest> scriptsWithStartTimestampsPass() throws IOException, URISyntaxException {
    return tests("starts", EngineOptions.DEFAULTS.with(Feature.START_TIMESTAMPS));
  }

  private static List<DynamicTest> tests(String folder, EngineOptions options)
      throws IOException, URISyntaxException {
    URL scripts = Objects.requireNonNull(OwnScriptsTest.class.getResource("scripts"));
    try (Stream<Path> files = Files.list(Path.of(scripts.toURI()).resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".test"))
          .sorted()
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> run(file, options)))
          .toList();
    }
  }

  private static void run(Path file, EngineOptions options) throws IOException {
    PromqlScript script = PromqlScript.parse(file.toString(), Files.readString(file));
    for (int shards : new int[] {1, 4}) {
      PromqlEngine engine =
          new PromqlEngine(
              options.withSharding(new Sharding(shards, 0)),
              ParserOptions.EXPERIMENTAL,
              System::nanoTime);
      ScriptReport report = ScriptRunner.run(engine, script);
      assertThat(report.cases()).isNotEmpty();
      assertThat(report.notPassed()).as(report.toString()).isEmpty();
    }
  }
}
