package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.function.FunctionCatalogue;
import dev.deucalion.promql.kernel.Work;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A query of one series with long windows has checkpoints within the series and within a window,
 * whatever the function: their number is that of the samples that are looked at.
 */
class LongWindowsTest {
  private static final int SAMPLES = 200_000;
  private static final int HISTOGRAMS = 3_000;
  private static final int STEPS = 30;

  /** Functions that look at all samples of each window. All others slide. */
  private static final Set<String> FOLD_EACH_WINDOW =
      Set.of(
          "avg_over_time",
          "deriv",
          "double_exponential_smoothing",
          "mad_over_time",
          "predict_linear",
          "stddev_over_time",
          "stdvar_over_time",
          "sum_over_time");

  /** Functions whose time does not grow with the window, but for finding the windows. */
  private static final Set<String> SLIDE =
      Set.of(
          "absent_over_time",
          "changes",
          "count_over_time",
          "delta",
          "first_over_time",
          "idelta",
          "increase",
          "irate",
          "last_over_time",
          "max_over_time",
          "min_over_time",
          "present_over_time",
          "quantile_over_time",
          "rate",
          "resets",
          "ts_of_first_over_time",
          "ts_of_last_over_time",
          "ts_of_max_over_time",
          "ts_of_min_over_time");

  /** Functions that look at the buckets of each histogram of each window. */
  private static final Set<String> FOLD_EACH_HISTOGRAM =
      Set.of("avg_over_time", "changes", "resets", "sum_over_time");

  private static final MemoryStore STORE = new MemoryStore();

  @BeforeAll
  static void load() {
    double[] values = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      values[i] = i % 1_000;
    }
    STORE.add(EngineHarness.labels("__name__", "m_total"), 1_000, values);
    double[] buckets = {1, 2, 3, 4};
    for (int i = 0; i < HISTOGRAMS; i++) {
      buckets[i % 4]++;
      double count = 10.0 + i + 1;
      STORE.add(
          EngineHarness.labels("__name__", "sizes"),
          i * 1_000L,
          new FloatHistogram(
              CounterResetHint.UNKNOWN,
              BucketLayout.exponential(0, 0, new int[] {0, 4}, new int[0]),
              0,
              count,
              count,
              buckets.clone(),
              new double[0]));
    }
  }

  static Stream<FunctionSignature> functions() {
    return FunctionCatalogue.all().stream().filter(f -> f.argTypes().contains(ValueType.MATRIX));
  }

  /** A call with a range of so many seconds, and 0.5 for each scalar. */
  private static String call(FunctionSignature function, String selector, int seconds) {
    return function.argTypes().stream()
        .map(type -> type == ValueType.MATRIX ? "%s[%ds]".formatted(selector, seconds) : "0.5")
        .collect(Collectors.joining(", ", function.name() + "(", ")"));
  }

  /** Steps a second apart, up to the last sample. */
  private static RangeQuery query(String expr, int steps, int samples) {
    long endMs = (samples - 1) * 1_000L;
    return new RangeQuery(expr, endMs - (steps - 1) * 1_000L, endMs, 1_000, QueryOptions.DEFAULTS);
  }

  private static int looks(RangeQuery query) {
    CountingClock clock = CountingClock.counting(STORE);
    clock.run(query, 1);
    return clock.looks();
  }

  /** How many more checkpoints there are than for a function that only looks at one sample. */
  private static int looksOfFolding(
      FunctionSignature function, String selector, int steps, int samples) {
    int range = samples - steps;
    String cheap = "last_over_time(%s[%ds])".formatted(selector, range);
    return looks(query(call(function, selector, range), steps, samples))
        - looks(query(cheap, steps, samples));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void foldsHaveCheckpointsWithinEachWindow(FunctionSignature function) {
    int window = SAMPLES - STEPS;
    int ofOne = looksOfFolding(function, "m_total", 1, SAMPLES);
    int ofAll = looksOfFolding(function, "m_total", STEPS, SAMPLES);
    if (FOLD_EACH_WINDOW.contains(function.name())) {
      assertThat(ofOne).isGreaterThanOrEqualTo(window / Work.STRIDE - 1);
      assertThat(ofAll).isGreaterThanOrEqualTo(STEPS * (window / Work.STRIDE - 1));
    } else {
      assertThat(SLIDE).contains(function.name());
      assertThat(ofAll).isLessThan(STEPS * (window / Work.STRIDE - 1));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void foldsOfHistogramsHaveCheckpoints(FunctionSignature function) {
    int looks = looksOfFolding(function, "sizes", STEPS, HISTOGRAMS);
    if (FOLD_EACH_HISTOGRAM.contains(function.name())) {
      int histograms = STEPS * (HISTOGRAMS - STEPS);
      assertThat(looks).isGreaterThanOrEqualTo(10 * histograms / Work.STRIDE);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void readingHasCheckpointsWithinTheSeries(FunctionSignature function) {
    int atLeast = SAMPLES / Work.STRIDE - 1;
    assertThat(looks(query(call(function, "m_total", SAMPLES), 1, SAMPLES)))
        .isGreaterThanOrEqualTo(atLeast);
    String subquery = call(function, "m_total", SAMPLES).replace("s]", "s:1s]");
    assertThat(looks(query(subquery, 1, SAMPLES))).isGreaterThanOrEqualTo(2 * atLeast);
  }

  @Test
  void resetsWithinWindowsAreCountedAsWork() {
    for (String mode : new String[] {"", " anchored", " smoothed"}) {
      String query = "increase(m_total[%ds]%s)".formatted(SAMPLES, mode);
      String without = "delta(m_total[%ds]%s)".formatted(SAMPLES, mode);
      int steps = 3_000;
      int resets = SAMPLES / 1_000;
      assertThat(looks(query(query, steps, SAMPLES)) - looks(query(without, steps, SAMPLES)))
          .isGreaterThanOrEqualTo(steps * (resets - 4) / Work.STRIDE);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void endsAtTheNextCheckpoint(FunctionSignature function) {
    RangeQuery query = query(call(function, "m_total", SAMPLES - STEPS), STEPS, SAMPLES);
    int looks = looks(query);
    for (int percent : new int[] {30, 60}) {
      CountingClock clock = CountingClock.canceling(STORE, looks * percent / 100);
      assertThatThrownBy(() -> clock.run(query, 1))
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
      assertThat(clock.looksAfter()).isLessThan(10);
    }
  }
}
