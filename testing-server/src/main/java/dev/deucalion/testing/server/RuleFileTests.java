package dev.deucalion.testing.server;

import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.server.cli.unittest.RuleTestCases;
import dev.deucalion.server.cli.unittest.RuleTestCases.Case;
import dev.deucalion.server.cli.unittest.RuleTestCases.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests of JUnit for the files that {@code promtool test rules} runs: a container for each test of
 * a file, in it a test for each of its alerts and queries.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> rules() throws IOException {
 *   return RuleFileTests.of(Path.of("src/test/prometheus/orders.test.yml"));
 * }
 * }</pre>
 */
public final class RuleFileTests {
  private RuleFileTests() {}

  /**
   * The tests of a file, in the stable language of PromQL.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException with all that is wrong with it
   */
  public static Stream<DynamicNode> of(Path file) throws IOException {
    return of(file, ParserOptions.DEFAULTS);
  }

  /**
   * The tests of a file.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException with all that is wrong with it
   */
  public static Stream<DynamicNode> of(Path file, ParserOptions language) throws IOException {
    List<Group> groups = RuleTestCases.run(file, language);
    return groups.stream()
        .map(group ->
            DynamicContainer.dynamicContainer(
                group.name(), group.cases().stream().map(RuleFileTests::test)));
  }

  private static DynamicTest test(Case one) {
    return DynamicTest.dynamicTest(
        one.name(),
        () -> {
          if (!one.errors().isEmpty()) {
            throw new AssertionError(String.join("\n", one.errors()));
          }
        });
  }
}
