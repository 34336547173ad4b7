package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A query of any kind that is canceled in the middle ends at its next checkpoint, of which there is
 * one a series at least. The engine looks at its clock at each, which is how the test counts them.
 */
class CancellationTest {
  private static final int SERIES = 2_000;
  private static final int STEPS = 101;
  private static final int SHARDS = 4;

  /** Looks at the clock that are no checkpoints: when a query begins and ends. */
  private static final int OTHER_LOOKS = 16;

  private static final MemoryStore STORE = new MemoryStore();

  @BeforeAll
  static void load() {
    for (int i = 0; i < SERIES; i++) {
      STORE.add(
          EngineHarness.labels(
              "__name__", "m_total", "i", "" + i, "g", "" + i % 10, "job", "j", "le", "" + i % 20),
          60_000,
          i,
          i + 1,
          i + 2,
          0,
          1);
    }
    STORE.add(EngineHarness.labels("__name__", "target_info", "job", "j", "v", "1"), 60_000, 1, 1);
  }

  private static RangeQuery query(String expr) {
    return new RangeQuery(expr, 0, (STEPS - 1) * 3_000L, 3_000, QueryOptions.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m_total",
        "rate(m_total[2m])",
        "mad_over_time(m_total[5m])",
        "max_over_time(rate(m_total[2m])[1m:5s])",
        "sum(m_total)",
        "avg by (i) (m_total)",
        "quantile(0.9, m_total)",
        "topk by (i) (5, m_total)",
        "limitk(50, m_total)",
        "count_values(\"v\", m_total)",
        "-m_total",
        "m_total ^ 1.5 > 2",
        "m_total + m_total",
        "m_total / on (g) group_left sum by (g) (m_total)",
        "m_total and m_total",
        "m_total or on (i) m_total",
        "absent(m_total)",
        "scalar(m_total) + 1",
        "label_replace(m_total, \"x\", \"$1\", \"i\", \"(.*)\")",
        "histogram_quantile(0.9, m_total)",
        "info(m_total)",
        "rate(m_total[2m] smoothed)"
      })
  void endsAtTheNextCheckpoint(String expr) {
    for (int shards : new int[] {1, SHARDS}) {
      CountingClock whole = CountingClock.counting(STORE);
      whole.run(query(expr), shards);
      assertThat(whole.looks()).isGreaterThan(SERIES);
      for (int percent : new int[] {10, 50, 80}) {
        CountingClock clock = CountingClock.canceling(STORE, whole.looks() * percent / 100);
        assertThatThrownBy(() -> clock.run(query(expr), shards))
            .isInstanceOfSatisfying(
                QueryException.class,
                e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
        assertThat(clock.looksAfter()).isLessThan(OTHER_LOOKS + shards);
        assertThat(clock.seriesReadAfter()).isLessThanOrEqualTo(shards + 1);
      }
    }
  }
}
