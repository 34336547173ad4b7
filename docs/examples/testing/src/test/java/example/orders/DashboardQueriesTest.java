package example.orders;

import dev.deucalion.testing.junit.ScriptTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Queries of dashboards, each a test of its own. */
class DashboardQueriesTest {
  @TestFactory
  Stream<DynamicTest> dashboards() throws IOException {
    return ScriptTests.of(Path.of("src/test/promql/dashboards.test"));
  }
}
