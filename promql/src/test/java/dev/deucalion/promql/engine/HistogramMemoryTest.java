package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.parser.ParserOptions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native histograms that a query holds count with their buckets. */
class HistogramMemoryTest {
  private static final int SERIES = 50;
  private static final int STEPS = 60;
  private static final long QUERY_BYTES = 250_000;

  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void load() {
    RandomHistograms random = new RandomHistograms(new Random(7), false);
    for (int i = 0; i < SERIES; i++) {
      Labels histograms = EngineHarness.labels("__name__", "histograms", "i", "" + i);
      Labels floats = EngineHarness.labels("__name__", "floats", "i", "" + i);
      for (int step = 0; step < STEPS; step++) {
        store.add(histograms, step * 1000L, random.next().toFloatHistogram());
        store.add(floats, step * 1000L, step);
      }
    }
  }

  private void run(String expr) {
    new PromqlEngine(
            EngineOptions.DEFAULTS.withMemory(new MemoryLimits(QUERY_BYTES, 1L << 30)),
            ParserOptions.EXPERIMENTAL,
            System::nanoTime)
        .range(store, new RangeQuery(expr, 0, (STEPS - 1) * 1000L, 1000, QueryOptions.DEFAULTS));
  }

  @Test
  void quantilesOfTheirOwnForEachStepAreCounted() {
    run("histogram_quantiles(histograms{i=\"1\"}, \"q\", 0.5)");
    assertThatThrownBy(() ->
            run(
                "max_over_time(histogram_quantiles(histograms{i=\"1\"}, \"q\","
                    + " time() % 3e3 / 3e3)[1h:1s])"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("(--query.max-memory)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count(sum by (i) (%s))",
        "count(avg by (i) (%s))",
        "count(limitk(50, %s))",
      })
  void whatHoldsHistogramsIsRefusedSooner(String expr) {
    run(expr.formatted("floats"));
    assertThatThrownBy(() -> run(expr.formatted("histograms")))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("(--query.max-memory)");
  }

  @Test
  void answersCountTheirHistograms() {
    FloatHistogram histogram = new RandomHistograms(new Random(7), false).next().toFloatHistogram();
    QueryValue.Sample sample = new QueryValue.Sample(Labels.EMPTY, 0, 0, histogram);
    long floats =
        AnswerSize.bytes(new QueryValue.Vector(List.of(new QueryValue.Sample(Labels.EMPTY, 0, 0))));
    assertThat(AnswerSize.bytes(new QueryValue.Vector(List.of(sample))))
        .isGreaterThan(floats + 100);
    long[] times = {0, 1};
    FloatHistogram[] two = {histogram, histogram};
    QueryValue.Series series =
        new QueryValue.Series(Labels.EMPTY, new long[0], new double[0], times, two);
    assertThat(AnswerSize.bytes(new QueryValue.Matrix(List.of(series))))
        .isGreaterThan(floats + 200);
  }
}
