package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.parser.ParserOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators work with counts as memory of the query: columns, sets of steps, pairs. */
class WorkingMemoryTest {
  private static final int SERIES = 1_000;
  private static final int OPERATORS = 6;

  /** Of a subquery; a column of so many floats takes 800 kB. */
  private static final int LONG_STEPS = 100_000;

  private static final MemoryStore STORE = new MemoryStore();

  @BeforeAll
  static void load() {
    for (int i = 0; i < SERIES; i++) {
      for (String name : new String[] {"x", "y"}) {
        STORE.add(EngineHarness.labels("__name__", name, "i", "" + i), 300_000, new double[20]);
      }
    }
  }

  private static long peakBytes(String expr, int steps, long maxBytes) {
    return new PromqlEngine(
            EngineOptions.DEFAULTS
                .withSharding(new Sharding(1, 0))
                .withMemory(new MemoryLimits(maxBytes, 1L << 30)),
            ParserOptions.EXPERIMENTAL,
            System::nanoTime)
        .range(STORE, new RangeQuery(expr, 0, (steps - 1) * 1_000L, 1_000, QueryOptions.DEFAULTS))
        .stats()
        .peakBytes();
  }

  /** With so many of the operators the columns of all of them are there at the same time. */
  @ParameterizedTest
  @ValueSource(strings = {" + 1", " ^ 2", " + vector(1)", " and vector(1)", " unless vector(1)"})
  void columnsOfOperatorsCount(String operator) {
    String subquery = "sum_over_time((vector(time())%s)[" + LONG_STEPS + "s:1s])";
    long maxBytes = (OPERATORS - 1) * 8L * LONG_STEPS;
    assertThat(peakBytes(subquery.formatted(""), 1, maxBytes)).isPositive();
    assertThatThrownBy(() -> peakBytes(subquery.formatted(operator.repeat(OPERATORS)), 1, maxBytes))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("(--query.max-memory)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x and on (i) y",
        "x unless on (i) y",
        "x or on (i) y",
        "x + on (i) fill_right (0) y",
        "info(x)",
      })
  void stepsOfGroupsCount(String expr) {
    int few = 64;
    int steps = 6_400;
    long more =
        peakBytes("count(" + expr + ")", steps, 1L << 30)
            - peakBytes("count(" + expr + ")", few, 1L << 30);
    assertThat(more).isGreaterThan((long) SERIES * (steps - few) / Byte.SIZE);
  }

  @Test
  void windowsOfSubqueriesCount() {
    String inner = "max_over_time(vector(time())[1s:1s])";
    String subquery = "sum_over_time(%s[" + LONG_STEPS + "s:1s])";
    long more =
        peakBytes(subquery.formatted(inner), 1, 1L << 30)
            - peakBytes(subquery.formatted("vector(time())"), 1, 1L << 30);
    assertThat(more).isGreaterThan((8L + 8 + 20) * LONG_STEPS);
  }

  /** Beside its values: some in order, or what was marked. */
  @ParameterizedTest
  @CsvSource({"'quantile_over_time(0.5, ', 16", "'mad_over_time(', 24", "'max_over_time(', 4"})
  void buffersOfWindowFunctionsCount(String function, int bytesOfSample) {
    String subquery = "%svector(time())[" + LONG_STEPS + "s:1s])";
    long more =
        peakBytes(subquery.formatted(function), 1, 1L << 30)
            - peakBytes(subquery.formatted("sum_over_time("), 1, 1L << 30);
    assertThat(more).isBetween((long) bytesOfSample * LONG_STEPS, 32L * LONG_STEPS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"avg", "stddev", "stdvar"})
  void threeArraysOfAggregationsCount(String aggregation) {
    int steps = 640;
    long more =
        peakBytes("count(" + aggregation + " by (i) (x))", steps, 1L << 30)
            - peakBytes("count(max by (i) (x))", steps, 1L << 30);
    assertThat(more).isGreaterThan(16L * steps * SERIES);
  }

  @Test
  void groupsOfOneStepCountWithTheirObjects() {
    long groups = peakBytes("count(sum by (i) (x))", 1, 1L << 30);
    long series = peakBytes("count(x)", 1, 1L << 30);
    assertThat(groups - series).isGreaterThan(300L * SERIES);
  }

  /** The plain windows that they are made of are let go. */
  @ParameterizedTest
  @ValueSource(strings = {"anchored", "smoothed"})
  void windowsOfExtendedSelectorsCountOnce(String modifier) {
    int steps = 1_000_000;
    String selector = "x{i=\"0\"}[10m]";
    long plain = peakBytes("count(increase(" + selector + "))", steps, 1L << 30);
    long extended =
        peakBytes("count(increase(" + selector + " " + modifier + "))", steps, 1L << 30);
    assertThat(extended).isEqualTo(plain);
  }

  @Test
  void seriesOfTheAnswerCountEvenWithFewSamples() {
    long answerBytes = peakBytes("x", 1, 1L << 30) - peakBytes("count(x)", 1, 1L << 30);
    assertThat(answerBytes).isGreaterThan(100L * SERIES);
  }

  @Test
  void manyToManyIsRefusedBeforePairsAreMade() {
    assertThatThrownBy(() -> peakBytes("x * on () group_left (i) x", 1, 8 << 20))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("many-to-many matching not allowed");
  }
}
