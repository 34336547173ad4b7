package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.parser.ParserOptions;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Native histograms that an expression within a subquery makes count as memory for as long as the
 * operator that made them has them.
 */
class HistogramSubqueryMemoryTest {
  private static final int SERIES = 40;
  private static final int STEPS = 100;
  private static final int LONG_STEPS = 3_000;

  /** More than the floats of one series take, less than its histograms. */
  private static final long QUERY_BYTES = 400_000;

  private static final MemoryStore STORE = new MemoryStore();

  @BeforeAll
  static void load() {
    RandomHistograms random = new RandomHistograms(new Random(7), false);
    Labels histograms = EngineHarness.labels("__name__", "histograms", "i", "long");
    Labels floats = EngineHarness.labels("__name__", "floats", "i", "long");
    for (int step = 0; step < LONG_STEPS; step++) {
      STORE.add(histograms, step * 1000L, random.next().toFloatHistogram());
      STORE.add(floats, step * 1000L, step);
    }
    for (int i = 0; i < SERIES; i++) {
      Labels labels = EngineHarness.labels("__name__", "short", "i", "" + i);
      for (int step = 0; step < STEPS; step++) {
        STORE.add(labels, step * 1000L, random.next().toFloatHistogram());
      }
    }
  }

  /** At the last of so many steps a second apart. */
  private static void run(String expr, int steps) {
    new PromqlEngine(
            EngineOptions.DEFAULTS.withMemory(new MemoryLimits(QUERY_BYTES, 1L << 30)),
            ParserOptions.EXPERIMENTAL,
            System::nanoTime)
        .instant(STORE, new InstantQuery(expr, (steps - 1) * 1000L, QueryOptions.DEFAULTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%1$s",
        "-%1$s",
        "%1$s * 2",
        "2 * %1$s",
        "%1$s + %1$s",
        "%1$s == %1$s",
        "%1$s and %1$s",
        "%1$s or %1$s",
        "sum by (i) (%1$s)",
        "avg without (x) (%1$s)",
        "limitk(1, %1$s)",
        "label_replace(%1$s, \"a\", \"b\", \"\", \"\")",
        "sum_over_time(%1$s[2s])",
        "last_over_time(%1$s[2s])",
        "rate(%1$s[3s])",
      })
  void areCountedWithTheirBuckets(String expr) {
    String subquery = "count_over_time((" + expr + ")[" + LONG_STEPS + "s:1s])";
    run(subquery.formatted("floats"), LONG_STEPS);
    assertThatThrownBy(() -> run(subquery.formatted("histograms"), LONG_STEPS))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("(--query.max-memory)");
  }

  /** All of them together would be too many. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%1$s",
        "-%1$s",
        "%1$s * 2",
        "%1$s + %1$s",
        "%1$s and %1$s",
        "rate(%1$s[3s])",
        "histogram_stddev(%1$s)",
        "histogram_quantile(0.5, %1$s)",
      })
  void areLetGoBeforeTheNextSeries(String expr) {
    run("max(count_over_time((" + expr.formatted("short") + ")[100s:1s]))", STEPS);
  }

  @Test
  void theSameOneAtManyStepsCountsOnce() {
    run("count_over_time(short{i=\"2\"}[100s:10ms])", STEPS);
  }
}
