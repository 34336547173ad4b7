package dev.deucalion.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTestsTest {
  private static final Path RULES = Path.of("src/test/resources/rules");

  @TestFactory
  Stream<DynamicNode> filesAreTests() throws IOException {
    return RuleFileTests.of(RULES.resolve("orders.test.yml"));
  }

  @Test
  void eachCaseIsATest() throws IOException {
    assertThat(results(RULES.resolve("orders.test.yml")))
        .containsOnlyKeys(
            "many refused: series and rules",
            "many refused: alert OrdersRefused at 15m",
            "many refused: alert OrdersRefused at 30m",
            "many refused: orders:refused:ratio at 30m",
            "unnamed#1: series and rules",
            "unnamed#1: orders:refused:ratio at 30m")
        .allSatisfy((name, failure) -> assertThat(failure).isNull());
  }

  @Test
  void onlyCasesThatFailAreTestsThatFail() throws IOException {
    Map<String, @Nullable Throwable> results = results(RULES.resolve("wrong.test.yml"));
    assertThat(results.get("wrong: series and rules")).isNull();
    assertThat(results.get("wrong: orders_placed at 1m")).isNull();
    assertThat(results.get("wrong: orders_placed at 2m"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("exp: {__name__=\"orders_placed\"} 1E+00")
        .hasMessageContaining("got: {__name__=\"orders_placed\"} 2E+02");
    assertThat(results.get("wrong: alert OrdersRefused at 15m"))
        .hasMessageContaining("alertname: OrdersRefused, time: 15m")
        .hasMessageContaining("got:[]");
    assertThat(results.get("broken: series and rules")).hasMessageContaining("one");
    assertThat(results.get("broken: orders_placed at 1m")).hasMessageContaining("not looked at");
  }

  @Test
  void aFileThatIsNoneIsNotASuccess(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("no.test.yml");
    Files.writeString(file, "tests:\n  - intreval: 1m\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleFileTests.of(file))
        .withMessageContaining("intreval");
    assertThat(catchThrowable(() -> RuleFileTests.of(directory.resolve("missing.yml"))))
        .hasMessageContaining("missing.yml");
  }

  private static Map<String, @Nullable Throwable> results(Path file) throws IOException {
    Map<String, @Nullable Throwable> results = new LinkedHashMap<>();
    for (DynamicNode node : RuleFileTests.of(file).toList()) {
      List<DynamicTest> tests =
          ((DynamicContainer) node).getChildren().map(DynamicTest.class::cast).toList();
      for (DynamicTest test : tests) {
        results.put(
            node.getDisplayName() + ": " + test.getDisplayName(),
            catchThrowable(() -> test.getExecutable().execute()));
      }
    }
    return results;
  }
}
