package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.plan.Planner;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written several times is evaluated once, as far as there is room to keep it. */
class RepetitionsTest {
  private static final int SERIES = 120;
  private static final int STEPS = 500;
  private static final MemoryStore STORE = new MemoryStore();

  @BeforeAll
  static void load() {
    Random random = new Random(3);
    for (int i = 0; i < SERIES; i++) {
      for (String name : List.of("x", "y")) {
        for (int step = 0; step < STEPS; step++) {
          if (random.nextInt(8) > 0) {
            STORE.add(
                EngineHarness.labels("__name__", name, "g", "" + i % 3, "i", "" + i),
                step * 1_000L,
                random.nextDouble());
          }
        }
      }
    }
  }

  private static PromqlEngine engine(Planner planner, int shards, long queryBytes) {
    return new PromqlEngine(
        EngineHarness.options(50_000_000)
            .withSharding(new Sharding(shards, 0))
            .withMemory(new MemoryLimits(queryBytes, 1L << 30)),
        ParserOptions.EXPERIMENTAL,
        planner,
        System::nanoTime);
  }

  private static List<String> answer(PromqlEngine engine, String expr) {
    return EngineHarness.texts(
        engine
            .range(
                STORE, new RangeQuery(expr, 0, (STEPS - 1) * 1_000L, 1_000, QueryOptions.DEFAULTS))
            .value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count(x > 0.2 and x < 0.7) | 1",
        "count(rate(x[9s]) / (rate(x[9s]) + rate(y[9s]))) | 2",
        "count((x + y) / (x + y)) | 2",
        "count(x / on (g) group_left () sum by (g) (x)) | 1",
        "count(x * 2 or x) + sum(x) | 1",
        "count(max_over_time(x[9s:1s]) - min_over_time(x[9s:1s])) | 2",
      })
  void seriesAreReadOnce(String expr, int times) {
    for (int shards : new int[] {1, 4}) {
      int before = STORE.seriesRead();
      answer(engine(Planner.ALL, shards, 1L << 30), expr);
      assertThat(STORE.seriesRead() - before).isEqualTo(times * SERIES);
    }
  }

  /** A column takes 4 kB: there is room for about a hundred of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "max by (i) (x - abs(x) * 2) / max by (i) (x + abs(x))",
        "x / on (g) group_left () sum by (g) (x)",
        "max(sum by (i) (x + y)) - min(-(x + y))",
      })
  void whatIsNotKeptIsEvaluatedAgain(String expr) {
    List<String> expected = answer(engine(Planner.NONE, 1, 1L << 30), expr);
    for (int shards : new int[] {1, 4}) {
      int before = STORE.seriesRead();
      List<String> little = answer(engine(Planner.ALL, shards, 3_500_000), expr);
      int timesLittle = STORE.seriesRead() - before;
      List<String> much = answer(engine(Planner.ALL, shards, 1L << 30), expr);
      assertThat(STORE.seriesRead() - before - timesLittle).isLessThan(timesLittle);
      assertThat(little).isEqualTo(expected);
      assertThat(much).isEqualTo(expected);
    }
  }
}
