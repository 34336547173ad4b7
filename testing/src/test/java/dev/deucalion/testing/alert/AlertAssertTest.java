package dev.deucalion.testing.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleGroup;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertAssertTest {
  private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start();

  @BeforeEach
  void fire() {
    prometheus.feed(Duration.ofMinutes(1), "up{job=\"a\"} 0x10", "up{job=\"b\"} 0x10");
    prometheus.rules(
        RuleGroup.named("g")
            .alert(AlertRule.named("Down", "up == 0").annotation("summary", "{{$labels.job}}"))
            .alert(AlertRule.named("Late", "up == 0").holdFor(Duration.ofHours(1))));
    prometheus.advance(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    prometheus.close();
  }

  private static void assertFails(ThrowingCallable check, String... parts) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContainingAll(parts);
  }

  @Test
  void checksStates() {
    prometheus.assertThatAlert("Down").isFiring().hasCount(2);
    prometheus.assertThatAlert("Late").isPending().hasCount(2);
    assertFails(
        () -> prometheus.assertThatAlert("Late").isFiring(),
        "expected alert Late to fire at 2026-01-01T00:01:00Z, but there were alerts:",
        "pending {alertname=\"Late\", job=\"a\"} value 0 since 2026-01-01T00:00:15Z");
    assertFails(() -> prometheus.assertThatAlert("Down").isPending(), "to be pending");
    assertFails(() -> prometheus.assertThatAlert("Down").isInactive(), "to be inactive");
    assertFails(() -> prometheus.assertThatAlert("Down").hasCount(1), "1 times");
  }

  @Test
  void checksWhatAlertsCarry() {
    prometheus.assertThatAlert("Down").with("job", "b").hasCount(1).hasAnnotation("summary", "b");
    assertFails(
        () -> prometheus.assertThatAlert("Down").hasAnnotation("summary", "b"),
        "annotation summary=\"b\"",
        "annotations {summary=a}");
    assertFails(() -> prometheus.assertThatAlert("Down").with("job", "c"), "job=\"c\"");
    assertFails(() -> prometheus.assertThatAlert("Down").hasLabel("job", "a"), "label");
    assertFails(() -> prometheus.assertThatAlert("Down").hasValue(1), "value 1");
    assertFails(
        () -> prometheus.assertThatAlert("Down").hasAnnotationContaining("summary", "z"), "\"z\"");
    assertFails(
        () -> prometheus.assertThatAlert("Down").isActiveSince(prometheus.now()), "active since");
  }

  @Test
  void aRuleThatIsNotThereIsNotTakenForOneWithoutAlerts() {
    assertFails(() -> prometheus.assertThatAlert("Dwon").isInactive(), "Dwon", "[Down, Late]");
  }

  @Test
  void listsAlertsByState() {
    assertThat(prometheus.alerts().firing()).extracting(RuleAlert::name).containsOnly("Down");
    assertThat(prometheus.alerts().pending()).extracting(RuleAlert::name).containsOnly("Late");
    assertThat(prometheus.alerts().all()).extracting(RuleAlert::group).containsOnly("g");
    assertThat(prometheus.alerts().named("None")).hasToString("no alerts");
  }
}
