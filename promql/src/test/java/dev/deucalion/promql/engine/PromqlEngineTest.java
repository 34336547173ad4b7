package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.QueryException;
import dev.deucalion.storage.Queryable;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromqlEngineTest {
  private final EngineHarness e = new EngineHarness();

  @BeforeEach
  void load() {
    for (int i = 0; i <= 10; i++) {
      e.store.add(labels("__name__", "a_total", "job", "x", "i", "1"), i * 60_000L, i * 60);
      e.store.add(labels("__name__", "a_total", "job", "x", "i", "2"), i * 60_000L, i * 120);
      e.store.add(labels("__name__", "a_total", "job", "y", "i", "3"), i * 60_000L, i * 30);
    }
    e.store.add(labels("__name__", "limit", "job", "x"), 60_000, 5, 5, StaleMarker.VALUE, 7);
  }

  @Test
  void selectsWithLookbackAndStaleMarkers() {
    assertThat(e.at("limit", 60_000)).containsExactly("{__name__=\"limit\", job=\"x\"} 5");
    assertThat(e.at("limit", 120_000)).isEmpty();
    assertThat(e.at("limit", 180_000 + 299_999)).hasSize(1);
    assertThat(e.at("limit", 180_000 + 300_000)).isEmpty();
    assertThat(e.at("limit offset 3m", 360_000)).hasSize(1);
    assertThat(e.at("limit offset -1m", 0)).hasSize(1);
    assertThat(e.at("limit @ 60", 9_000_000)).hasSize(1);
    assertThat(e.over("limit", 0, 240_000, 60_000))
        .containsExactly("{__name__=\"limit\", job=\"x\"} 0:5 60:5 180:7 240:7");
  }

  @Test
  void givesRangeVectorsWithoutStaleMarkersAndLeftOpen() {
    assertThat(e.at("limit[3m]", 180_000))
        .containsExactly("{__name__=\"limit\", job=\"x\"} 60:5 180:7");
    assertThat(e.at("limit[3m:1m]", 180_000))
        .containsExactly("{__name__=\"limit\", job=\"x\"} 60:5 180:7");
  }

  @Test
  void ratesAndSums() {
    assertThat(e.at("sum by (job) (rate(a_total[5m]))", 600_000))
        .containsExactly("{job=\"x\"} 3", "{job=\"y\"} 0.5");
    assertThat(e.over("sum(increase(a_total[2m]))", 300_000, 600_000, 300_000))
        .containsExactly("{} 300:420 600:420");
    assertThat(e.instant("rate(limit[5m])", 240_000).infos())
        .containsExactly(
            "PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \"limit\" (1:6)");
  }

  @Test
  void matchesVectors() {
    assertThat(e.at("a_total / on (job) group_left limit", 60_000))
        .containsExactly("{i=\"1\", job=\"x\"} 12", "{i=\"2\", job=\"x\"} 24");
    assertThatThrownBy(() -> e.at("limit / on (job) a_total", 60_000))
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "found duplicate series for the match group {job=\"x\"} on the right hand-side of the"
                + " operation: [{__name__=\"a_total\", i=\"1\", job=\"x\"},"
                + " {__name__=\"a_total\", i=\"2\", job=\"x\"}];many-to-many matching not allowed:"
                + " matching labels must be unique on one side");
    assertThatThrownBy(() -> e.at("a_total / on (job) limit", 60_000))
        .hasMessage(
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
    assertThat(e.at("a_total and on (job) limit", 60_000)).hasSize(2);
    assertThat(e.at("a_total unless on (job) limit", 60_000)).hasSize(1);
    assertThat(e.at("limit or on (job) a_total", 60_000)).hasSize(2);
    assertThat(e.at("a_total{i=\"1\"} > bool 3", 60_000)).containsExactly("{i=\"1\", job=\"x\"} 1");
  }

  @Test
  void reportsTheEarliestClash() {
    e.store.add(labels("__name__", "late", "g", "1", "i", "1"), 60_000, 1, 1, 1);
    e.store.add(labels("__name__", "late", "g", "1", "i", "2"), 180_000, 1);
    e.store.add(labels("__name__", "late", "g", "2", "i", "3"), 60_000, 1, 1);
    e.store.add(labels("__name__", "late", "g", "2", "i", "4"), 120_000, 1);
    assertThatThrownBy(() -> e.over("late * on (g) group_left late", 60_000, 240_000, 60_000))
        .hasMessageStartingWith(
            "found duplicate series for the match group {g=\"2\"} on the right hand-side of the"
                + " operation: [{__name__=\"late\", g=\"2\", i=\"3\"},");
  }

  @Test
  void failsWithAScalarThatNoSeriesNeeds() {
    String wrong = "scalar(limit / on (job) a_total)";
    for (String query :
        new String[] {
          "none + %s", "%s < none", "clamp_min(none, %s)", "predict_linear(none[5m], %s)"
        }) {
      assertThatThrownBy(() -> e.at(query.formatted(wrong), 60_000))
          .as(query)
          .hasMessageContaining("many-to-many");
    }
  }

  @Test
  void keepsOrderOfTopKAndSort() {
    assertThat(e.at("topk(2, a_total)", 60_000))
        .containsExactly(
            "{__name__=\"a_total\", i=\"2\", job=\"x\"} 120",
            "{__name__=\"a_total\", i=\"1\", job=\"x\"} 60");
    assertThat(e.at("sort(a_total)", 60_000)).first().asString().contains("i=\"3\"");
    assertThat(e.instant("1 + 1", 0).value()).isEqualTo(new QueryValue.Scalar(0, 2));
    assertThat(e.at("\"text\"", 0)).containsExactly("text");
  }

  @Test
  void sortsNoHistogramsByValueAtSteps() {
    e.store.add(labels("__name__", "mixed", "kind", "float"), 60_000, 3);
    e.store.add(
        labels("__name__", "mixed", "kind", "histogram"),
        60_000,
        new FloatHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.NO_BUCKETS,
            0,
            1,
            1,
            new double[0],
            new double[0]));
    for (String sort : List.of("sort", "sort_desc")) {
      assertThat(e.over(sort + "(mixed)", 60_000, 90_000, 30_000))
          .containsExactly("{__name__=\"mixed\", kind=\"float\"} 60:3 90:3");
    }
    assertThat(e.over("sort_by_label(mixed, \"kind\")", 60_000, 90_000, 30_000)).hasSize(2);
  }

  @Test
  void asksTheStoreOnce() {
    e.at("sum(a_total) / count(limit) + absent(nothing)", 60_000);
    assertThat(e.store.selectCalls()).isEqualTo(1);
  }

  @Test
  void refusesRangeVectorsInRangeQueries() {
    assertThatThrownBy(() -> e.over("a_total[5m]", 0, 60_000, 60_000))
        .hasMessage(
            "invalid expression type \"range vector\" for range query, must be Scalar or instant"
                + " Vector");
  }

  @Test
  void countsSamplesAgainstTheLimit() {
    PromqlEngine small = new PromqlEngine(EngineHarness.options(10));
    assertThatThrownBy(() ->
            small.range(
                e.store, new RangeQuery("a_total", 0, 600_000, 60_000, QueryOptions.DEFAULTS)))
        .hasMessage("query processing would load too many samples into memory in query execution");
    QueryStats stats = e.range("rate(a_total[2m])", 0, 600_000, 60_000).stats();
    assertThat(stats.totalSamples()).isEqualTo(3 * 21);
    assertThat(e.engine.stats().samplesTotal()).isEqualTo(3 * 21);
  }

  @Test
  void takesOverAnotherDefaultStepAndKeepsItsCounts() {
    assertThat(e.at("count_over_time(vector(1)[10m:])", 600_000)).containsExactly("{} 10");
    e.engine.setDefaultStepMs(120_000);
    assertThat(e.at("count_over_time(vector(1)[10m:])", 600_000)).containsExactly("{} 5");
    assertThat(e.engine.stats().innerEval().count()).isEqualTo(2);
  }

  @Test
  void knowsHowLongTheStagesOfQueriesTook() {
    long[] nowNanos = {0};
    PromqlEngine steady =
        new PromqlEngine(EngineHarness.options(1000), () -> nowNanos[0] += 1_000_000);
    assertThat(steady.stats().queue().quantile(0.5)).isNaN();
    for (int i = 0; i < 10; i++) {
      steady.instant(e.store, new InstantQuery("a_total", 0, QueryOptions.DEFAULTS));
    }
    EngineStats stats = steady.stats();
    assertThat(stats.queue().count()).isEqualTo(10);
    assertThat(stats.queue().quantile(0.99)).isEqualTo(0.001);
    for (var slice : List.of(stats.prepare(), stats.innerEval(), stats.resultSort())) {
      assertThat(slice.count()).isEqualTo(10);
      assertThat(slice.quantile(0.5)).isGreaterThanOrEqualTo(0.001);
      assertThat(slice.sumSeconds()).isGreaterThanOrEqualTo(0.01);
    }
  }

  @Test
  void endsOnInterruptAndTimeout() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> e.at("a_total", 0)).hasMessageStartingWith("query was canceled in ");
    assertThat(Thread.interrupted()).isTrue();
    long[] now = {0};
    PromqlEngine slow =
        new PromqlEngine(EngineHarness.options(1000), () -> now[0] += 50_000_000_000L);
    assertThatThrownBy(
            () -> slow.instant(e.store, new InstantQuery("a_total", 0, QueryOptions.DEFAULTS)))
        .isInstanceOfSatisfying(
            QueryException.class, x -> assertThat(x.kind()).isEqualTo(QueryException.Kind.TIMEOUT))
        .hasMessage("query timed out in expression evaluation");
  }

  @Test
  void aFaultOfAMappedFileIsOneOfTheStore() {
    Queryable faulty =
        (minTimeMs, maxTimeMs) -> {
          throw new InternalError("a fault occurred");
        };
    InstantQuery query = new InstantQuery("up", 0, QueryOptions.DEFAULTS);
    assertThatThrownBy(() -> new PromqlEngine(EngineOptions.DEFAULTS).instant(faulty, query))
        .isInstanceOfSatisfying(
            QueryException.class,
            failure -> assertThat(failure.kind()).isEqualTo(QueryException.Kind.STORAGE))
        .hasMessage("expanding series: cannot read: a fault occurred");
  }
}
