package dev.deucalion.rules.group;

import static dev.deucalion.rules.group.RuleWorld.MINUTE_MS;
import static dev.deucalion.rules.group.RuleWorld.alert;
import static dev.deucalion.rules.group.RuleWorld.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertingTest {
  private final RuleWorld world = new RuleWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void goesPendingFiresAndIsResolved() {
    world.put("a", 1);
    world.apply(group("g", alert("Down", "a == 1", 3 * MINUTE_MS)));
    world.time.run(MINUTE_MS);
    assertThat(world.alerts()).containsExactly("Down pending");
    assertThat(world.sent).isEmpty();
    world.put("a", 1);
    world.time.run(3 * MINUTE_MS);
    assertThat(world.alerts()).containsExactly("Down firing");
    assertThat(world.sent).hasSize(1);
    assertThat(world.query("ALERTS"))
        .containsExactly("{__name__=\"ALERTS\", alertname=\"Down\", alertstate=\"firing\"} 1.0");
    world.put("a", 0);
    world.time.run(MINUTE_MS);
    assertThat(world.alerts()).containsExactly("Down inactive");
    assertThat(world.query("ALERTS")).isEmpty();
    assertThat(world.query("ALERTS_FOR_STATE")).isEmpty();
    Alert resolved = world.sent.getLast();
    assertThat(resolved.endsAtMs()).isEqualTo(resolved.startsAtMs() + MINUTE_MS);
  }

  @Test
  void statesAreStoredOnlyAfterTheSecondEvaluation() {
    world.apply(group("g", alert("Always", "vector(1)", 0)));
    world.time.run(2 * MINUTE_MS);
    assertThat(world.query("ALERTS")).isEmpty();
    assertThat(world.sent).isNotEmpty();
    world.time.run(MINUTE_MS);
    assertThat(world.query("ALERTS")).hasSize(1);
  }

  @Test
  void aFiringAlertIsSentAgainAndAgain() {
    world.apply(group("g", alert("Always", "vector(1)", 0)));
    world.time.run(10 * MINUTE_MS);
    assertThat(world.sent).hasSize(5);
    assertThat(world.sent)
        .allMatch(sent -> sent.startsAtMs() == world.sent.getFirst().startsAtMs());
  }

  @Test
  void labelsOfTheRuleAndAnnotationsAreThoseOfTheAlert() {
    world.put(world.time.nowMs(), 1, "__name__", "a", "job", "x");
    world.apply(
        group(
            "g",
            alert("Down", "a", 0)
                .withLabels(Map.of("severity", "page"))
                .withAnnotations(Map.of("summary", "It is down", "empty", ""))));
    world.time.run(MINUTE_MS);
    Alert sent = world.sent.getFirst();
    assertThat(sent.labels()).hasToString("{alertname=\"Down\", job=\"x\", severity=\"page\"}");
    assertThat(sent.annotations()).isEqualTo(Map.of("summary", "It is down", "empty", ""));
    assertThat(sent.generatorUrl()).isEqualTo("http://localhost:9090/graph?g0.expr=a&g0.tab=1");
  }

  @Test
  void aTextThatCannotBeFilledInDoesNotStopTheAlert() {
    world.put("a", 1);
    world.apply(
        group(
            "g",
            alert("Down", "a", 0)
                .withAnnotations(
                    Map.of("unknown", "{{ $x = 1 }}", "fault", "{{ query \"broken\" }}"))));
    world.time.run(MINUTE_MS);
    assertThat(world.sent.getFirst().annotations())
        .containsEntry(
            "unknown",
            "<error expanding template: error executing template __alert_Down: template:"
                + " __alert_Down:1:120: executing \"__alert_Down\" at <1>: undefined variable: $x>")
        .containsEntry(
            "fault",
            "<error expanding template: panic expanding template __alert_Down:"
                + " java.lang.IllegalStateException: on purpose>");
  }

  @Test
  void twoAlertsWithTheSameLabelsAreAnError() {
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "1");
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "2");
    world.apply(group("g", alert("Down", "a", 0).withLabels(Map.of("x", ""))));
    world.time.run(MINUTE_MS);
    assertThat(world.firstRule().lastError())
        .isEqualTo("vector contains metrics with the same labelset after applying alert labels");
    assertThat(world.alerts()).isEmpty();
  }

  @Test
  void aLimitThatIsExceededClearsTheAlerts() {
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "1");
    world.apply(new RuleGroupOptions("g", "f", MINUTE_MS, 0, 1, List.of(alert("Down", "a", 0))));
    world.time.run(MINUTE_MS);
    assertThat(world.alerts()).containsExactly("Down firing");
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "2");
    world.time.run(MINUTE_MS);
    assertThat(world.firstRule().lastError()).isEqualTo("exceeded limit of 1 with 2 alerts");
    assertThat(world.alerts()).isEmpty();
  }
}
