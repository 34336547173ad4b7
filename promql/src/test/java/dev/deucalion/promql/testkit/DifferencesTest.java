package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What random queries beside Prometheus have found, kept as cases of {@code differences.test}. */
class DifferencesTest {
  private static final String SCRIPT = "differences.test";

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void areGone(int shards) throws IOException {
    try (InputStream in = DifferencesTest.class.getResourceAsStream(SCRIPT)) {
      assertThat(in).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ScriptReport report =
          new ScriptRunner(new PromqlEngine(EngineOptions.DEFAULTS.withShards(shards)))
              .run(PromqlScript.parse(SCRIPT, text));
      assertThat(report.notPassed()).as(report.toString()).isEmpty();
    }
  }
}
