package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.parser.ParserOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The limit of samples counts values that are there, not the steps at which there could be some.
 */
class SampleLimitTest {
  private static final int SERIES = 20;
  private static final int STEPS = 1_000;

  /** More than any query of Prometheus holds over what is sparse, less than the steps are. */
  private static final long MAX_SAMPLES = 200;

  private static final MemoryStore STORE = new MemoryStore();

  @BeforeAll
  static void load() {
    for (int i = 0; i < SERIES; i++) {
      for (String name : new String[] {"sparse", "target_info"}) {
        STORE.add(
            EngineHarness.labels(
                "__name__", name, "i", "" + i, "instance", "" + i, "job", "j", "le", "" + i),
            i * 40_000L,
            1);
      }
      STORE.add(EngineHarness.labels("__name__", "full", "i", "" + i), 1_000, new double[STEPS]);
    }
  }

  private static QueryStats run(String expr) {
    return run(expr, 1_000);
  }

  private static QueryStats run(String expr, long stepMs) {
    QueryOptions shortLookback = new QueryOptions(1_000, 0, QueryOrigin.NONE, false, null);
    return new PromqlEngine(
            EngineHarness.options(MAX_SAMPLES).withSharding(new Sharding(1, 0)),
            ParserOptions.EXPERIMENTAL,
            System::nanoTime)
        .range(STORE, new RangeQuery(expr, 0, (STEPS - 1) * 1_000L, stepMs, shortLookback))
        .stats();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sparse",
        "sum by (i) (sparse)",
        "avg by (i) (sparse)",
        "count by (i) (sparse)",
        "max by (i) (sparse)",
        "stddev by (i) (sparse)",
        "quantile by (i) (0.5, sparse)",
        "count_values by (i) (\"v\", sparse)",
        "topk by (i) (2, sparse)",
        "limitk by (i) (2, sparse)",
        "sum by (i) (sparse) + sum by (i) (sparse)",
        "sparse * on (i) group_left () sparse",
        "sparse or sparse",
        "sparse + on (i) fill (0) sparse",
        "histogram_quantile(0.5, sparse)",
        "info(sparse)",
        "max_over_time(sparse[1s])",
        "max_over_time(sparse[1s:1s])",
        "max_over_time(sum by (i) (sparse)[1s:1s])",
      })
  void whatIsSparseIsNotRefused(String expr) {
    assertThat(run(expr).peakSamples()).isBetween((long) SERIES, MAX_SAMPLES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "full",
        "sum by (i) (full)",
        "quantile(0.5, full)",
        "count_values(\"v\", full)",
        "topk(5, full)",
        "max_over_time(full[1s])",
        "count_over_time(full{i=\"1\"}[300s:1s])",
      })
  void whatIsFullIsRefused(String expr) {
    assertThatThrownBy(() -> run(expr))
        .isInstanceOf(QueryException.class)
        .hasMessage("query processing would load too many samples into memory in query execution");
  }

  @Test
  void samplesOfOneWindowCountAtATime() {
    assertThat(run("max_over_time(full{i=\"1\"}[150s])", 100_000).peakSamples())
        .isBetween(150L, MAX_SAMPLES);
    assertThatThrownBy(() -> run("max_over_time(full{i=\"1\"}[250s])", 100_000))
        .hasMessageContaining("too many samples");
  }
}
