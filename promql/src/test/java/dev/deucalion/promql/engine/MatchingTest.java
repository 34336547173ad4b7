package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which series a binary operator takes for matches, and which for too many. */
class MatchingTest {
  private final EngineHarness e = new EngineHarness();

  @BeforeEach
  void load() {
    for (String pod : new String[] {"p", "q"}) {
      e.store.add(labels("__name__", "floats", "job", "x", "pod", pod), 0, 2.0);
      e.store.add(
          labels("__name__", "histograms", "job", "x", "pod", pod),
          0,
          NaiveHistogram.without(null, 0, 0.5).toFloatHistogram());
    }
    e.store.add(labels("__name__", "factor", "job", "x"), 0, 3.0);
  }

  @Test
  void whatDoesNotGoTogetherIsNoMatch() {
    QueryResult result = e.instant("histograms + on (job) factor", 0);
    assertThat(EngineHarness.texts(result.value())).isEmpty();
    assertThat(result.infos())
        .containsExactly(
            "PromQL info: incompatible sample types encountered for binary operator \"+\":"
                + " histogram + float (1:1)");
    assertThat(e.at("histograms > bool on (job) factor", 0)).isEmpty();
    assertThat(e.at("(histograms{pod=\"p\"} or floats{pod=\"q\"}) + on (job) factor", 0))
        .containsExactly("{job=\"x\"} 5");
  }

  @Test
  void whatGoesTogetherMatchesOnceOnly() {
    for (String query :
        new String[] {
          "floats + on (job) factor",
          "floats > on (job) factor",
          "histograms * on (job) factor",
          "histograms == on (job) histograms{pod=\"p\"}",
          "histograms != on (job) histograms{pod=\"p\"}",
        }) {
      assertThatThrownBy(() -> e.instant(query, 0))
          .as(query)
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("multiple matches for labels");
    }
  }

  @Test
  void doubleSeriesAreNamedAlsoWithoutAnyMatch() {
    assertThatThrownBy(() -> e.instant("vector(1) + on (job) (floats{pod=\"q\"} or factor)", 0))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining(
            "found duplicate series for the match group {job=\"x\"} on the right hand-side of the"
                + " operation: [{__name__=\"factor\", job=\"x\"}, {__name__=\"floats\", job=\"x\","
                + " pod=\"q\"}];many-to-many matching not allowed");
  }

  @Test
  void doubleSeriesThatCanBeReadOnlyOnceAreNamed() {
    for (String query :
        new String[] {
          "vector(1) + on (job) sum by (job, pod) (floats)",
          "vector(1) + on (job) sum by (job, pod) (histograms)",
          "vector(1) + on (job) (floats and on (job) factor)",
          "vector(1) + on (job) (floats + on (job, pod) floats)",
          "vector(1) + on (job) topk(2, floats)",
        }) {
      assertThatThrownBy(() -> e.instant(query, 0))
          .as(query)
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("found duplicate series");
    }
  }

  @Test
  void faultsOfSeriesWithoutMatchAreSeenWhereOthersAreFilled() {
    String twice = "-({__name__=~\"floats|histograms\"})";
    for (String query :
        new String[] {
          "factor + on (pod) fill_right (1) " + twice, twice + " + on (pod) fill_left (1) factor"
        }) {
      assertThatThrownBy(() -> e.instant(query, 0))
          .as(query)
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("same labelset");
    }
  }

  /** As sides are evaluated one after the other. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s + %s",
        "%s or %s",
        "%s and on (job) %s",
        "%s unless %s",
        "%s + on (x) group_right () %s"
      })
  void ofTwoFaultsTheLeftOneIsTold(String query) {
    String smoothing = "double_exponential_smoothing(floats[1m], 0, 0.5)";
    String matching = "(factor + on (job) floats)";
    assertThatThrownBy(() -> e.instant(query.formatted(smoothing, matching), 0))
        .hasMessageContaining("invalid smoothing factor");
    assertThatThrownBy(() -> e.instant(query.formatted(matching, smoothing), 0))
        .hasMessageContaining("many-to-many matching not allowed");
  }
}
