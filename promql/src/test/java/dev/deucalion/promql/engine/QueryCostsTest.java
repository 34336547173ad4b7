package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryCostsTest {
  private final EngineHarness harness = EngineHarness.ofSeed(0);
  private final QueryCosts costs = new QueryCosts();

  @BeforeEach
  void listen() {
    harness.store.add(EngineHarness.labels("__name__", "up"), 15_000, new double[] {1, 1, 1});
    harness.engine.addListener(costs);
  }

  @Test
  void queriesOfOneTextAreAddedUp() {
    harness.instant("up", 15_000);
    harness.instant("up", 30_000);
    QueryCosts.Entry entry = costs.costliest(10).getFirst();
    assertThat(entry.text()).isEqualTo("up");
    assertThat(entry.count()).isEqualTo(2);
    assertThat(entry.failures()).isZero();
    assertThat(entry.totalSamples()).isEqualTo(2);
    assertThat(entry.totalNanos()).isGreaterThan(entry.maxNanos());
    assertThat(entry.peakBytes()).isPositive();
  }

  @Test
  void failuresAreCounted() {
    harness.instant("vector(1) and on () (up or up)", 0);
    assertThatThrownBy(() -> harness.instant("label_replace(up, \"a\", \"\", \"\", \"(\")", 0))
        .hasMessageContaining("invalid regular expression");
    assertThat(costs.costliest(10)).hasSize(2);
    assertThat(costs.costliest(10).stream().mapToLong(QueryCosts.Entry::failures).sum())
        .isEqualTo(1);
  }

  @Test
  void theCheapestTextsAreForgottenWhenThereAreTooMany() {
    for (int i = 0; i < 5; i++) {
      harness.instant("sum(up) * 2", 30_000);
    }
    for (int i = 0; i <= 2_000; i++) {
      harness.instant("" + i, 0);
    }
    assertThat(costs.costliest(5_000)).hasSizeLessThanOrEqualTo(1_000);
  }

  @Test
  void longTextsAreCut() {
    harness.instant("1" + " + 1".repeat(2_000), 0);
    assertThat(costs.costliest(1).getFirst().text()).hasSize(2_001);
  }
}
