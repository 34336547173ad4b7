package dev.deucalion.rules.group;

import static dev.deucalion.rules.group.RuleWorld.MINUTE_MS;
import static dev.deucalion.rules.group.RuleWorld.alert;
import static dev.deucalion.rules.group.RuleWorld.group;
import static dev.deucalion.rules.group.RuleWorld.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReloadTest {
  private final RuleWorld world = new RuleWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aGroupThatDidNotChangeGoesOn() {
    world.apply(group("g", record("b", "vector(1)")));
    world.time.run(MINUTE_MS);
    world.apply(group("g", record("b", "vector( 1 )")));
    assertThat(world.firstRule().isNew()).isFalse();
    world.time.run(MINUTE_MS);
    assertThat(world.manager.stats().groups().getFirst().iterations()).isEqualTo(2);
  }

  @Test
  void anAlertOutlivesAChangeOfItsGroup() {
    world.apply(group("g", alert("Up", "vector(1)", 5 * MINUTE_MS)));
    world.time.run(3 * MINUTE_MS);
    world.apply(group("g", alert("Up", "vector(2)", 5 * MINUTE_MS), record("b", "vector(1)")));
    world.time.run(2 * MINUTE_MS);
    assertThat(world.alerts()).containsExactly("Up pending");
    world.time.run(MINUTE_MS);
    assertThat(world.alerts()).containsExactly("Up firing");
    assertThat(world.manager.stats().groups().getFirst().iterations()).isEqualTo(6);
  }

  @Test
  void seriesOfARuleThatIsGoneAreStaleAfterTheNextEvaluation() {
    world.apply(group("g", record("a", "vector(1)"), record("b", "vector(1)")));
    world.time.run(MINUTE_MS);
    world.apply(group("g", record("a", "vector(1)")));
    assertThat(world.query("b")).hasSize(1);
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).isEmpty();
    assertThat(world.query("a")).hasSize(1);
  }

  @Test
  void seriesOfAGroupThatIsGoneAreStaleAfterTwoIntervals() {
    world.apply(group("g", record("a", "vector(1)")));
    world.time.run(MINUTE_MS);
    world.apply();
    world.time.run(2 * MINUTE_MS - 1);
    assertThat(world.query("a")).hasSize(1);
    world.time.run(1);
    assertThat(world.query("a")).isEmpty();
  }

  @Test
  void aGroupOfAnotherNameGoesOnWithTheSeries() {
    world.apply(group("g", record("a", "vector(1)")));
    world.time.run(MINUTE_MS);
    world.apply(group("renamed", record("a", "vector(1)")));
    world.time.run(5 * MINUTE_MS);
    assertThat(world.query("a")).hasSize(1);
    assertThat(world.query("count_over_time(a[10m])")).containsExactly("{} 6.0");
  }

  @Test
  void groupsThatComeLaterStoreTheirAlertsAtOnce() {
    world.apply();
    world.apply(group("g", alert("Up", "vector(1)", 0)));
    world.time.run(MINUTE_MS);
    assertThat(world.query("ALERTS")).hasSize(1);
  }

  @Test
  void aManagerThatWasClosedDoesNothing() {
    world.apply(group("g", record("a", "vector(1)")));
    world.manager.close();
    world.time.run(5 * MINUTE_MS);
    assertThat(world.query("a")).isEmpty();
    world.apply(group("h", record("a", "vector(1)")));
    world.time.run(5 * MINUTE_MS);
    assertThat(world.query("a")).isEmpty();
  }

  @Test
  void twoGroupsOfOneNameInOneFileAreRefused() {
    assertThatThrownBy(() -> world.apply(group("g"), group("g")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void groupsAreToldByFileAndName() {
    world.apply(group("b"), group("a"));
    assertThat(world.manager.groups())
        .extracting(snapshot -> snapshot.options().name())
        .containsExactly("a", "b");
  }
}
