package dev.deucalion.rules.group;

import static dev.deucalion.rules.group.RuleWorld.MINUTE_MS;
import static dev.deucalion.rules.group.RuleWorld.alert;
import static dev.deucalion.rules.group.RuleWorld.group;
import static dev.deucalion.rules.group.RuleWorld.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.rules.options.RuleOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleBatchesTest {
  private static List<List<Integer>> batches(RuleOptions... rules) {
    return RuleBatches.of(List.of(rules));
  }

  @Test
  void rulesThatNeedNobodyGoTogether() {
    assertThat(batches(record("a", "x"), record("b", "y"), record("c", "z")))
        .containsExactly(List.of(0, 1, 2));
  }

  @Test
  void aChainGoesOneByOne() {
    assertThat(batches(record("a", "x"), record("b", "a"), record("c", "b"), record("d", "y")))
        .containsExactly(List.of(0, 3), List.of(1), List.of(2));
  }

  @Test
  void rulesThatNobodyNeedsComeLastTogether() {
    assertThat(batches(record("a", "x"), record("b", "a"), record("c", "a + y")))
        .containsExactly(List.of(0), List.of(1, 2));
  }

  @Test
  void onlyRulesBeforeCount() {
    assertThat(batches(record("a", "b"), record("b", "x"))).containsExactly(List.of(0, 1));
  }

  @Test
  void aRuleMayReadAlerts() {
    assertThat(
            batches(
                alert("Up", "x", 0), alert("Down", "x", 0), record("a", "ALERTS{alertname='Up'}")))
        .containsExactly(List.of(0, 1), List.of(2));
    assertThat(batches(alert("Up", "x", 0), record("a", "ALERTS_FOR_STATE")))
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void aSelectorWithoutANameKeepsTheOrder() {
    assertThat(batches(record("a", "x"), record("b", "{job='y'}"), record("c", "z")))
        .containsExactly(List.of(0), List.of(1), List.of(2));
  }

  @Test
  void aNameByPatternIsFoundAmongTheRules() {
    assertThat(batches(record("job:a", "x"), record("b", "{__name__=~'job:.*'}")))
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void besideEachOtherTheyGiveTheSame() {
    try (RuleWorld world = new RuleWorld(4)) {
      List<RuleOptions> rules = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        rules.add(record("r" + i, "vector(" + i + ")"));
      }
      rules.add(record("sum", "sum({__name__=~'r[0-9]+'})"));
      world.apply(group("g", rules.toArray(new RuleOptions[0])));
      world.time.run(2 * MINUTE_MS);
      assertThat(world.query("sum")).containsExactly("{__name__=\"sum\"} 190.0");
      assertThat(world.manager.stats().groups().getFirst().lastSamples()).isEqualTo(21);
    }
  }
}
