package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions.Feature;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.parser.ParserOptions;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two series with a sample every 15 s count as each rule says. */
class QueryStatisticsTest {
  private static final QueryOptions BY_STEP = new QueryOptions(0, 0, QueryOrigin.NONE, true, null);

  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void load() {
    double[] ones = new double[41];
    Arrays.fill(ones, 1);
    store.add(EngineHarness.labels("__name__", "up", "i", "a"), 15_000, ones);
    store.add(EngineHarness.labels("__name__", "up", "i", "b"), 15_000, ones);
  }

  private static PromqlEngine engine(int shards) {
    return new PromqlEngine(
        EngineOptions.DEFAULTS.with(Feature.PER_STEP_STATS).withSharding(new Sharding(shards, 0)),
        ParserOptions.EXPERIMENTAL,
        System::nanoTime);
  }

  /** Totals and samples read, each followed by those of the steps. */
  private static String text(QueryStats stats) {
    QueryStats.Steps steps = Objects.requireNonNull(stats.steps());
    return "%d %s read %d %s"
        .formatted(
            stats.totalSamples(),
            Arrays.toString(steps.totalSamples()),
            stats.samplesRead(),
            Arrays.toString(steps.samplesRead()));
  }

  private String at120(String expr) {
    return text(engine(1).instant(store, new InstantQuery(expr, 120_000, BY_STEP)).stats());
  }

  /** From 120 s to 240 s. */
  private String over(String expr, long stepMs) {
    RangeQuery query = new RangeQuery(expr, 120_000, 240_000, stepMs, BY_STEP);
    String one = text(engine(1).range(store, query).stats());
    assertThat(text(engine(4).range(store, query).stats())).isEqualTo(one);
    return one;
  }

  @Test
  void instantSelectorsCountASampleASeriesAndStep() {
    assertThat(at120("up")).isEqualTo("2 [2] read 2 [2]");
    assertThat(over("sum(up)", 60_000)).isEqualTo("6 [2, 2, 2] read 6 [2, 2, 2]");
    assertThat(over("1 + 2", 60_000)).isEqualTo("0 [0, 0, 0] read 0 [0, 0, 0]");
  }

  @Test
  void windowsCountWholeAndAreReadOnce() {
    assertThat(at120("up[1m]")).isEqualTo("8 [8] read 8 [8]");
    assertThat(over("sum_over_time(up[90s])", 60_000))
        .isEqualTo("36 [12, 12, 12] read 28 [12, 8, 8]");
    assertThat(over("sum_over_time(up[30s])", 60_000)).isEqualTo("12 [4, 4, 4] read 12 [4, 4, 4]");
  }

  @Test
  void whatIsEvaluatedOnceCountsAtEachStepAndIsReadOnce() {
    assertThat(over("up @ 60", 60_000)).isEqualTo("6 [2, 2, 2] read 2 [2, 0, 0]");
    assertThat(over("rate(up[1m] @ 60)", 60_000)).isEqualTo("24 [8, 8, 8] read 8 [8, 0, 0]");
  }

  @Test
  void subqueriesCountTheirResultsAndReadWhatIsInWindows() {
    assertThat(at120("sum_over_time(up[1m:30s])")).isEqualTo("4 [4] read 4 [4]");
    assertThat(at120("sum_over_time(up[1m])[1m:30s]")).isEqualTo("16 [16] read 12 [12]");
    assertThat(over("sum_over_time(up[30s:10s])", 60_000))
        .isEqualTo("18 [6, 6, 6] read 18 [6, 6, 6]");
    assertThat(over("sum_over_time(up[30s:10s] offset 1m)", 60_000))
        .isEqualTo("18 [6, 6, 6] read 18 [6, 6, 6]");
    assertThat(over("sum_over_time(up[90s:30s])", 60_000))
        .isEqualTo("18 [6, 6, 6] read 14 [6, 4, 4]");
  }

  @Test
  void stepsAreCountedOnlyForThoseWhoAskAndMay() {
    InstantQuery asking = new InstantQuery("up", 120_000, BY_STEP);
    PromqlEngine plain = new PromqlEngine(EngineOptions.DEFAULTS);
    assertThat(plain.instant(store, asking).stats().steps()).isNull();
    InstantQuery silent = new InstantQuery("up", 120_000, QueryOptions.DEFAULTS);
    assertThat(engine(1).instant(store, silent).stats().steps()).isNull();
    assertThat(plain.stats().samplesReadTotal()).isEqualTo(2);
  }
}
