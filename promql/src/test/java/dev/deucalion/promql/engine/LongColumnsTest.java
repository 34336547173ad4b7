package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.function.FunctionCatalogue;
import dev.deucalion.promql.kernel.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Operators, aggregations and functions of instant vectors have checkpoints within one series,
 * which in a subquery may have millions of steps: as many as there are steps that are looked at.
 */
class LongColumnsTest {
  private static final int STEPS = 300_000;
  private static final int HISTOGRAMS = 4_000;
  private static final int BUCKETS = 200;

  /** Steps that go by between two checkpoints at most, of what takes nanoseconds a step. */
  private static final int FARTHEST_STEPS = 4 * Work.STRIDE;

  /** Functions that change labels only, or look at 64 steps at a time. */
  private static final Set<String> LEAVE_VALUES =
      Set.of(
          "info",
          "label_join",
          "label_replace",
          "scalar",
          "sort",
          "sort_by_label",
          "sort_by_label_desc",
          "sort_desc",
          "start_timestamp",
          "timestamp",
          "absent");

  /** Functions that look at no bucket. */
  private static final Set<String> WITHOUT_BUCKETS =
      Set.of("histogram_avg", "histogram_count", "histogram_sum");

  /** Operators that leave values and look at 64 steps at a time. */
  private static final Set<BinaryOp> OF_WORDS =
      Set.of(BinaryOp.AND, BinaryOp.OR, BinaryOp.UNLESS, BinaryOp.TRIM_LOWER, BinaryOp.TRIM_UPPER);

  private static final MemoryStore STORE = new MemoryStore();

  @BeforeAll
  static void load() {
    double[] values = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      values[i] = i % 10 + 1;
    }
    STORE.add(EngineHarness.labels("__name__", "m_total"), 1_000, values);
    double[] buckets = new double[BUCKETS];
    Arrays.fill(buckets, 1);
    for (int i = 0; i < HISTOGRAMS; i++) {
      buckets[i % BUCKETS]++;
      double count = BUCKETS + i + 1;
      STORE.add(
          EngineHarness.labels("__name__", "sizes"),
          i * 1_000L,
          new FloatHistogram(
              CounterResetHint.UNKNOWN,
              BucketLayout.exponential(3, 0, new int[] {0, BUCKETS}, new int[0]),
              0,
              count,
              count,
              buckets.clone(),
              new double[0]));
    }
  }

  /** How many checkpoints evaluating an expression at so many steps takes. */
  private static int looks(String expr, int steps) {
    long endMs = (steps - 1) * 1_000L;
    CountingClock clock = CountingClock.counting(STORE);
    String subquery = "last_over_time((%s)[%ds:1s])".formatted(expr, steps);
    clock.run(new RangeQuery(subquery, endMs, endMs, 1_000, QueryOptions.DEFAULTS), 1);
    return clock.looks();
  }

  /** How many more they are than for a selector. */
  private static int moreLooks(String expr, String selector, int selectors, int steps) {
    String bare = String.join(" or ", Collections.nCopies(selectors, selector));
    return looks(expr, steps) - looks(bare, steps);
  }

  static Stream<String> operators() {
    return Arrays.stream(BinaryOp.values())
        .filter(op -> !OF_WORDS.contains(op))
        .flatMap(op ->
            Stream.of(
                "m_total %s 2".formatted(op.symbol()),
                "2 %s m_total".formatted(op.symbol()),
                "m_total %s m_total".formatted(op.symbol())));
  }

  static Stream<String> unaryOperators() {
    return Stream.of("-m_total");
  }

  static Stream<String> aggregations() {
    return Arrays.stream(AggregateOp.values())
        .map(op ->
            switch (op.parameterType()) {
              case SCALAR -> "%s(0.5 + 0.5, m_total)".formatted(op.symbol());
              case STRING -> "%s(\"v\", m_total)".formatted(op.symbol());
              case null -> "%s(m_total)".formatted(op.symbol());
              default -> throw new IllegalStateException(op.symbol());
            });
  }

  static Stream<String> functions() {
    return vectorFunctions()
        .filter(f -> !isOfHistograms(f) && !LEAVE_VALUES.contains(f.name()))
        .map(f -> call(f, "m_total"));
  }

  static Stream<String> functionsOfHistograms() {
    return vectorFunctions()
        .filter(f -> isOfHistograms(f) && !WITHOUT_BUCKETS.contains(f.name()))
        .map(f -> call(f, "sizes"));
  }

  private static Stream<FunctionSignature> vectorFunctions() {
    return FunctionCatalogue.all().stream().filter(f -> f.argTypes().contains(ValueType.VECTOR));
  }

  private static boolean isOfHistograms(FunctionSignature function) {
    return function.name().startsWith("histogram_");
  }

  /** Scalars are all different. */
  private static String call(FunctionSignature function, String vector) {
    List<String> args = new ArrayList<>();
    for (ValueType type : function.argTypes()) {
      args.add(
          switch (type) {
            case VECTOR -> vector;
            case STRING -> "\"l\"";
            default -> "0." + (args.size() + 1);
          });
    }
    return args.stream().collect(Collectors.joining(", ", function.name() + "(", ")"));
  }

  @ParameterizedTest
  @MethodSource({"operators", "unaryOperators", "aggregations", "functions"})
  void haveCheckpointsWithinASeries(String expr) {
    int selectors = expr.split("m_total", -1).length - 1;
    assertThat(moreLooks(expr, "m_total", selectors, STEPS))
        .isGreaterThanOrEqualTo(STEPS / FARTHEST_STEPS - 1);
  }

  static Stream<String> operatorsOfHistograms() {
    return Stream.of(
        "sizes + sizes",
        "sizes - sizes",
        "sizes == sizes",
        "sizes != sizes",
        "sizes * 2",
        "2 * sizes",
        "sizes / 2",
        "sizes </ 2",
        "sizes >/ 2",
        "-sizes",
        "sum(sizes)",
        "avg(sizes)",
        "count_values(\"v\", sizes)");
  }

  @ParameterizedTest
  @MethodSource({"operatorsOfHistograms", "functionsOfHistograms"})
  void countTheBucketsOfHistograms(String expr) {
    int selectors = expr.split("sizes", -1).length - 1;
    assertThat(moreLooks(expr, "sizes", selectors, HISTOGRAMS))
        .isGreaterThanOrEqualTo(HISTOGRAMS * BUCKETS / 2 / Work.STRIDE - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"histogram_avg", "histogram_count", "histogram_sum"})
  void countHistogramsWithoutBuckets(String function) {
    assertThat(WITHOUT_BUCKETS).contains(function);
    assertThat(moreLooks(function + "(sizes)", "sizes", 1, HISTOGRAMS)).isPositive();
  }
}
