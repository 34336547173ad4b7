package dev.deucalion.testing.junit;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.testkit.CaseResult;
import dev.deucalion.promql.testkit.CaseResult.Outcome;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests of JUnit for scripts in the language of {@code promqltest}, one for each query:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> dashboards() throws IOException {
 *   return ScriptTests.of(Path.of("src/test/promql/dashboards.test"));
 * }
 * }</pre>
 */
public final class ScriptTests {
  private ScriptTests() {}

  /**
   * A test for each query of a script in a file.
   *
   * @throws IOException when the file cannot be read
   * @throws dev.deucalion.promql.testkit.ScriptException when it is no script
   */
  public static Stream<DynamicTest> of(Path file) throws IOException {
    return of(file.toString(), Files.readString(file));
  }

  /**
   * A test for each query of a script.
   *
   * @param name of the script, for messages
   * @throws dev.deucalion.promql.testkit.ScriptException when it is no script
   */
  public static Stream<DynamicTest> of(String name, String script) {
    PromqlEngine engine =
        new PromqlEngine(
            EngineOptions.DEFAULTS.withSharding(new EngineOptions.Sharding(1, Long.MAX_VALUE)),
            ParserOptions.EXPERIMENTAL,
            System::nanoTime);
    return ScriptRunner.run(engine, PromqlScript.parse(name, script)).cases().stream()
        .map(result ->
            DynamicTest.dynamicTest(
                "line " + result.line() + ": " + result.command(), () -> require(name, result)));
  }

  private static void require(String script, CaseResult result) {
    switch (result.outcome()) {
      case Outcome.Passed() -> {}
      case Outcome.Failed(String difference) ->
          throw new AssertionError(
              script + ":" + result.line() + ": " + result.command() + ": " + difference);
    }
  }
}
