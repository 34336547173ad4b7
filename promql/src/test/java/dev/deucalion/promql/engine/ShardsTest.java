package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The number of threads that work on a query shows in nothing. */
class ShardsTest {
  private static final long STEP_MS = 15_000;
  private static final int SAMPLES = 240;
  private static final int SERIES = 400;

  private static final List<String> QUERIES =
      List.of(
          "requests_total",
          "-requests_total",
          "requests_total * 3 > 100",
          "rate(requests_total[2m])",
          "rate(level[2m])",
          "sum(rate(requests_total[2m]))",
          "sum by (zone) (level)",
          "avg by (zone) (level)",
          "stddev without (pod) (level)",
          "quantile by (zone) (0.3, level)",
          "topk by (zone) (3, level)",
          "bottomk(5, rate(requests_total[1m]))",
          "count_values(\"v\", round(level))",
          "sort(level)",
          "scalar(level)",
          "absent(level)",
          "requests_total / on (pod) level",
          "level / on (zone) group_left sum by (zone) (level)",
          "level and on (pod) requests_total > 50",
          "level unless level > 0",
          "level or requests_total",
          "max_over_time(rate(requests_total[1m])[10m:1m])",
          "label_replace(level, \"p\", \"$1\", \"pod\", \"p(.*)\")",
          "label_join(rate(level[5m]), \"x\", \"-\", \"pod\", \"zone\")",
          "clamp_max(level, 3) + 1",
          "timestamp(level)",
          "level @ 600",
          "sizes",
          "rate(sizes[2m])",
          "increase(sizes[1m])",
          "sum_over_time(sizes[1m])",
          "last_over_time(sizes[1m])",
          "resets(sizes[5m])",
          "sum by (zone) (rate(sizes[2m]))",
          "avg by (zone) (sizes)",
          "histogram_quantile(0.9, sum by (zone) (rate(sizes[2m])))",
          "histogram_count(rate(sizes[2m])) / histogram_sum(rate(sizes[2m]))",
          "sizes + on (pod) sizes",
          "sizes or level",
          "sum by (zone) ({__name__=~\"level|sizes\"})",
          "{__name__=~\"level|requests_total\"}");

  private static MemoryStore store() {
    Random random = new Random(7);
    MemoryStore store = new MemoryStore();
    for (int i = 0; i < SERIES; i++) {
      double counter = 0;
      for (int k = 0; k < SAMPLES; k++) {
        if (random.nextInt(12) == 0) {
          continue;
        }
        counter = random.nextInt(50) == 0 ? 0 : counter + random.nextDouble();
        String[] labels = {"pod", "p" + i, "zone", "z" + i % 7};
        store.add(EngineHarness.labels(with("requests_total", labels)), k * STEP_MS, counter);
        store.add(
            EngineHarness.labels(with("level", labels)), k * STEP_MS, random.nextGaussian() * 1e3);
      }
    }
    return store;
  }

  /** As {@link #store}, with histograms, some series of which are mixed with floats. */
  private static MemoryStore mixedStore() {
    Random random = new Random(8);
    MemoryStore store = store();
    for (int i = 0; i < SERIES; i++) {
      Labels labels = EngineHarness.labels(with("sizes", "pod", "p" + i, "zone", "z" + i % 7));
      double[] buckets = new double[4];
      for (int k = 0; k < SAMPLES; k++) {
        if (random.nextInt(12) == 0) {
          continue;
        }
        if (i % 50 == 0 && random.nextInt(8) == 0) {
          store.add(labels, k * STEP_MS, 1);
          continue;
        }
        if (random.nextInt(50) == 0) {
          Arrays.fill(buckets, 0);
        }
        buckets[random.nextInt(4)] += random.nextInt(9);
        store.add(labels, k * STEP_MS, histogram(i, buckets.clone()));
      }
    }
    return store;
  }

  private static FloatHistogram histogram(int series, double[] buckets) {
    int[] spans = {0, 2, 1, 2};
    double count = Arrays.stream(buckets).sum();
    BucketLayout layout =
        series % 7 == 0
            ? BucketLayout.custom(new int[] {0, 4}, new double[] {1, 2, 5 + series % 3})
            : BucketLayout.exponential(series % 3, 0.001, spans, new int[0]);
    return new FloatHistogram(
        CounterResetHint.UNKNOWN, layout, 0, count, count / 3, buckets, new double[0]);
  }

  private static String[] with(String name, String... labels) {
    return new String[] {"__name__", name, labels[0], labels[1], labels[2], labels[3]};
  }

  @Test
  void answersAreTheSameToTheLastBit() {
    MemoryStore store = mixedStore();
    PromqlEngine one = engine(1);
    PromqlEngine four = engine(4);
    for (String query : QUERIES) {
      if (!query.startsWith("sort")) {
        RangeQuery range = new RangeQuery(query, 60_000, 2_700_000, 4_000, QueryOptions.DEFAULTS);
        assertSame(query, one.range(store, range), four.range(store, range));
      }
      InstantQuery instant = new InstantQuery(query, 1_000_000, QueryOptions.DEFAULTS);
      assertSame(query, one.instant(store, instant), four.instant(store, instant));
    }
    assertThat(one.stats().spread()).isZero();
    assertThat(four.stats().spread()).isGreaterThan(2L * QUERIES.size());
  }

  @Test
  void theSameSeriesIsTheFirstThatFails() {
    MemoryStore store = store();
    String query = "sum(rate({__name__=~\"level|requests_total\"}[2m]))";
    RangeQuery range = new RangeQuery(query, 0, 3_000_000, 1_000, QueryOptions.DEFAULTS);
    QueryException one =
        catchThrowableOfType(QueryException.class, () -> engine(1).range(store, range));
    QueryException four =
        catchThrowableOfType(QueryException.class, () -> engine(4).range(store, range));
    assertThat(one).isNotNull().hasMessageContaining("same labelset");
    assertThat(four).isNotNull().hasMessage(one.getMessage());
  }

  private static PromqlEngine engine(int shards) {
    return new PromqlEngine(
        EngineHarness.options(50_000_000).withSharding(new Sharding(shards, 0)));
  }

  private static void assertSame(String query, QueryResult one, QueryResult four) {
    assertThat(EngineHarness.texts(four.value()))
        .as(query)
        .isEqualTo(EngineHarness.texts(one.value()));
    assertThat(four.warnings()).as(query).isEqualTo(one.warnings());
    assertThat(four.infos()).as(query).isEqualTo(one.infos());
    assertThat(four.stats().totalSamples()).as(query).isEqualTo(one.stats().totalSamples());
  }
}
