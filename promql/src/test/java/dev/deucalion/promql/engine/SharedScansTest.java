package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregations and operators over several windows of the same series read each series once. */
class SharedScansTest {
  private static final int SERIES = 40;
  private static final int GROUPS = 5;
  private static final long END_MS = 3 * 3_600_000L;
  private static final long STEP_MS = 600_000;

  private final EngineHarness alone = new EngineHarness(new Sharding(1, 0));
  private final EngineHarness sharded = new EngineHarness(new Sharding(4, 0));

  @BeforeEach
  void load() {
    Random random = new Random(5);
    RandomHistograms histograms = new RandomHistograms(new Random(6), false);
    for (int i = 0; i < SERIES; i++) {
      String[] floats = {"__name__", "x_total", "group", "g" + i % GROUPS, "i", "" + i};
      long fromMs = random.nextLong(END_MS);
      for (long t = fromMs - fromMs % 15_000; t <= END_MS; t += 15_000) {
        double value = random.nextInt(20) == 0 ? 0 : random.nextDouble() * t;
        alone.store.add(EngineHarness.labels(floats), t, value);
        sharded.store.add(EngineHarness.labels(floats), t, value);
      }
      String[] natives = {"__name__", "sizes", "group", "g" + i % GROUPS, "i", "" + i};
      for (long t = 0; t <= END_MS; t += 600_000) {
        FloatHistogram histogram = histograms.next().toFloatHistogram();
        alone.store.add(EngineHarness.labels(natives), t, histogram);
        sharded.store.add(EngineHarness.labels(natives), t, histogram);
      }
    }
    // Without its name it is another one, but it has nothing in any window.
    Labels old = EngineHarness.labels("__name__", "y_total", "group", "g0", "i", "0");
    alone.store.add(old, 0, 1);
    sharded.store.add(old, 0, 1);
  }

  private static List<String> over(EngineHarness engine, String expr) {
    return engine.over(expr, END_MS - 3_600_000, END_MS - 7_000, STEP_MS);
  }

  private static int seriesRead(EngineHarness engine, String expr) {
    int before = engine.store.seriesRead();
    over(engine, expr);
    return engine.store.seriesRead() - before;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(rate(x_total[5m])) / sum(rate(x_total[1h])) | 1",
        "sum by (group) (rate(x_total[5m])) > on () group_left sum(rate(x_total[1h])) | 1",
        "avg(max_over_time(x_total[1h])) - avg(x_total * 1) | 2",
        "sum(rate(x_total[5m])) or sum(rate(x_total[30m])) or count(increase(x_total[2h])) | 1",
        "sum(rate(x_total[5m])) / sum(rate(x_total[5m] offset 10m)) | 1",
        "sum(rate(x_total[5m])) / sum(rate(x_total[5m] offset 2h)) | 2",
        "sum(rate(x_total[5m])) / sum(rate(x_total[30d])) | 2",
        "sum(rate(x_total[5m])) / sum(rate(x_total{i!=\"\"}[1h])) | 2",
        "sum(last_over_time(x_total[5m])) / sum(rate(x_total[1h])) | 1",
        "max_over_time((sum(rate(x_total[5m])) / sum(rate(x_total[1h])))[10m:1m]) | 1",
        "max_over_time(x_total[5m]) - min_over_time(x_total[9m]) | 1",
        "rate(x_total[5m]) > rate(x_total[1h] offset 10m) | 1",
        "last_over_time(x_total[5m]) unless changes(x_total[5m]) | 1",
        "delta(x_total[5m]) or rate(x_total[10m]) | 1",
        "rate(x_total[5m]) / rate(x_total{i!=\"\"}[1h]) | 2"
      })
  void readOnce(String expr, int times) {
    assertThat(seriesRead(alone, expr)).isEqualTo(times * SERIES);
    // A block of one thread may end between the windows of a series.
    assertThat(seriesRead(sharded, expr)).isBetween(times * SERIES, times * SERIES + SERIES / 2);
  }

  /** As if each side stood alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "max_over_time(x_total[5m]) - %smin_over_time(x_total[9m])%s",
        "rate(x_total[5m]) > %srate(x_total[1h] offset 10m)%s",
        "last_over_time({__name__=~\"._total\"}[15m]) and %srate({__name__=~\"._total\"}[1h])%s",
        "rate(sizes[1h]) + %srate(sizes[30m])%s",
        "count_over_time(x_total[5m]) or %schanges(x_total[2h])%s",
      })
  void operatorsGiveWhatTheyGiveApart(String expr) {
    String apart = expr.formatted("label_replace(", ", \"z\", \"\", \"\", \"\")");
    String together = expr.formatted("", "");
    for (EngineHarness engine : List.of(alone, sharded)) {
      assertThat(over(engine, together)).isEqualTo(over(alone, apart)).isNotEmpty();
    }
  }

  /** As if each stood alone, to the last bit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(x_total[5m])) ; sum(rate(x_total[1h]))",
        "sum by (group) (rate(x_total[5m])) ; avg without (i) (increase(x_total[45m]))",
        "count(rate(x_total[5m])) ; group(rate(x_total[90m])) ; sum(delta(x_total[20m]))",
        "sum(last_over_time({__name__=~\"._total\"}[15m])) ;"
            + " sum(rate({__name__=~\"._total\"}[1h]))",
        "sum by (group) (rate(sizes[1h])) ; avg by (group) (sum_over_time(sizes[30m]))",
        "sum(rate(x_total[5m] @ 7200)) ; sum(rate(x_total[1h] @ end()))"
      })
  void answersAreThoseOfEachAlone(String exprs) {
    List<String> separate = new ArrayList<>();
    List<String> labeled = new ArrayList<>();
    for (String expr : exprs.split(" ; ", -1)) {
      String one = "label_replace(%s, \"n\", \"%d\", \"\", \"\")".formatted(expr, labeled.size());
      labeled.add(one);
      separate.addAll(over(alone, one));
    }
    String together = String.join(" or ", labeled);
    for (EngineHarness engine : List.of(alone, sharded)) {
      assertThat(over(engine, together)).containsExactlyInAnyOrderElementsOf(separate);
    }
  }
}
