package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepQueriesTest {
  private static final PromqlEngine ENGINE = new PromqlEngine(EngineOptions.DEFAULTS);

  private static Tsdb store() throws IOException {
    Tsdb tsdb = Tsdb.inMemory();
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", "a")), 0, 1);
      batch.commit();
    }
    return tsdb;
  }

  @ParameterizedTest
  @CsvSource({
    "'', a, ' + a', 5000, 5001",
    "'', a, ' or a', 9999, 1",
    "'', 1, ' + 1', 5000, 5001",
    "(, a, ), 450, 1",
    "abs(, a, ), 450, 1",
    "sum(, a, ), 450, 1",
    "-, a, '', 450, 1",
  })
  void answers(String before, String inner, String behind, int times, double value)
      throws IOException {
    String query = before.repeat(times) + inner + behind.repeat(times);
    try (Tsdb tsdb = store()) {
      QueryResult result = ENGINE.instant(tsdb, new InstantQuery(query, 0, QueryOptions.DEFAULTS));
      double actual =
          switch (result.value()) {
            case QueryValue.Scalar scalar -> scalar.value();
            case QueryValue.Vector vector -> vector.samples().getFirst().value();
            case QueryValue.Matrix _, QueryValue.Str _ -> throw new AssertionError(result);
          };
      assertThat(actual).isEqualTo(value);
    }
  }

  @Test
  void failsAsShallowQueriesDo() throws IOException {
    String query =
        "a + on() (a or label_replace(vector(1), 'x', '1', '', ''))" + " + a".repeat(2000);
    try (Tsdb tsdb = store()) {
      assertThatExceptionOfType(QueryException.class)
          .isThrownBy(() -> ENGINE.instant(tsdb, new InstantQuery(query, 0, QueryOptions.DEFAULTS)))
          .withMessageContaining("many-to-many matching not allowed");
    }
  }
}
