package dev.deucalion.rules.group;

import static dev.deucalion.rules.group.RuleWorld.MINUTE_MS;
import static dev.deucalion.rules.group.RuleWorld.START_MS;
import static dev.deucalion.rules.group.RuleWorld.alert;
import static dev.deucalion.rules.group.RuleWorld.expr;
import static dev.deucalion.rules.group.RuleWorld.group;
import static dev.deucalion.rules.group.RuleWorld.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private static final long HOUR_MS = 60 * MINUTE_MS;

  private final RuleWorld world = new RuleWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Samples of other programs go on being stored while rules are not evaluated. */
  private void store(int minutes) {
    for (int minute = 0; minute <= minutes; minute++) {
      world.put(START_MS + minute * MINUTE_MS, minute, "__name__", "a");
    }
  }

  /** Evaluates for five minutes, is down for twenty, and starts again. */
  private void outage(long catchUpMs, RuleGroupOptions... groups) {
    store(40);
    world.apply(groups);
    world.time.run(5 * MINUTE_MS);
    world.restart(catchUpMs);
    world.time.stall(20 * MINUTE_MS);
    world.apply(groups);
    world.time.run(MINUTE_MS);
  }

  private List<String> values(String metric) {
    return world.query("count_over_time(" + metric + "[1h])");
  }

  @Test
  void evaluationsThatWereMissedAreMadeUpFor() {
    outage(HOUR_MS, group("g", record("b", "a * 2"), record("c", "b + 1")));
    assertThat(values("b")).containsExactly("{} 26.0");
    assertThat(values("c")).containsExactly("{} 26.0");
    assertThat(world.query("c - on () b")).containsExactly("{} 1.0");
    assertThat(world.query("min_over_time((c - on () b)[25m:1m])")).containsExactly("{} 1.0");
    assertThat(world.query("changes(b[1h])")).containsExactly("{} 25.0");
  }

  @Test
  void nothingIsMadeUpForUnlessAsked() {
    outage(0, group("g", record("b", "a * 2")));
    assertThat(values("b")).containsExactly("{} 6.0");
  }

  @Test
  void whatIsLongerAgoThanAskedIsLeftOut() {
    outage(10 * MINUTE_MS, group("g", record("b", "a * 2")));
    assertThat(values("b")).containsExactly("{} 6.0");
  }

  @Test
  void rulesThatNeverStoredAnythingBeginNow() {
    store(40);
    world.restart(HOUR_MS);
    world.time.stall(20 * MINUTE_MS);
    world.apply(group("g", record("b", "a * 2")));
    world.time.run(MINUTE_MS);
    assertThat(values("b")).containsExactly("{} 1.0");
  }

  @Test
  void aSeriesThatWasNotThereHasAGap() {
    outage(HOUR_MS, group("g", record("b", "a < 10 or a > 20")));
    assertThat(values("b")).containsExactly("{} 15.0");
    assertThat(world.query("b @ " + (START_MS + 16 * MINUTE_MS) / 1_000)).isEmpty();
  }

  @Test
  void alertsAreNotMadeUpFor() {
    RuleGroupOptions group = group("g", alert("A", "a >= 0", 10 * MINUTE_MS), record("b", "a"));
    outage(HOUR_MS, group);
    assertThat(values("b")).containsExactly("{} 26.0");
    assertThat(world.alerts()).containsExactly("A pending");
  }

  @Test
  void aGroupWithAnOffsetGoesOnWhereItWas() {
    RecordingRuleOptions rule = RecordingRuleOptions.of("b", expr("a"), Map.of("l", "x"));
    outage(
        HOUR_MS,
        new RuleGroupOptions("g", "rules.yml", MINUTE_MS, 2 * MINUTE_MS, 0, List.of(rule)));
    assertThat(values("b")).containsExactly("{l=\"x\"} 24.0");
  }

  @Test
  void aRuleThatFailsHoldsNoOtherUp() {
    outage(
        HOUR_MS,
        new RuleGroupOptions(
            "g",
            "rules.yml",
            MINUTE_MS,
            0,
            0,
            List.of(
                record("twice", "label_replace({__name__=~\"a|b\"}, \"x\", \"\", \"\", \"\")"),
                record("b", "a"))));
    assertThat(values("b")).containsExactly("{} 26.0");
  }

  @Test
  void aReloadCatchesUpWithNothing() {
    store(40);
    world.restart(HOUR_MS);
    world.apply(group("other", record("o", "a")));
    world.put(START_MS, 0, "__name__", "b");
    world.time.run(20 * MINUTE_MS);
    world.apply(group("g", record("b", "a")));
    world.time.run(MINUTE_MS);
    assertThat(values("b")).containsExactly("{} 2.0");
  }
}
