package dev.deucalion.rules.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.options.SortedTexts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertStatesTest {
  private static final long MINUTE_MS = 60_000;
  private static final AlertTiming AT_ONCE = new AlertTiming(0, 0);
  private static final AlertTiming HELD = new AlertTiming(2 * MINUTE_MS, 0);
  private static final AlertTiming KEPT = new AlertTiming(0, 3 * MINUTE_MS);

  private static List<Observation> seen(String... names) {
    return Stream.of(names).map(name -> seen(name, 1)).toList();
  }

  private static Observation seen(String name, double value) {
    return new Observation(
        Labels.of("alertname", name),
        SortedTexts.copyOf(Map.of("summary", "value " + value)),
        value);
  }

  private static AlertStates at(
      AlertStates before, AlertTiming timing, long minute, List<Observation> seen) {
    return before.next(timing, seen, minute * MINUTE_MS);
  }

  private static List<String> told(AlertStates states) {
    return states.all().stream()
        .map(alert -> alert.labels().get("alertname") + " " + alert.state().text())
        .toList();
  }

  @Test
  void anAlertThatIsNotHeldFiresAtOnce() {
    AlertStates states = at(AlertStates.NONE, AT_ONCE, 1, seen("a"));
    assertThat(told(states)).containsExactly("a firing");
    assertThat(states.gravest()).isEqualTo(AlertState.FIRING);
  }

  @Test
  void aHeldAlertFiresWhenItWasThereForLongEnough() {
    AlertStates states = at(AlertStates.NONE, HELD, 1, seen("a"));
    assertThat(told(states)).containsExactly("a pending");
    states = at(states, HELD, 2, seen("a"));
    assertThat(told(states)).containsExactly("a pending");
    states = at(states, HELD, 3, seen("a"));
    assertThat(told(states)).containsExactly("a firing");
    ActiveAlert alert = states.active().getFirst();
    assertThat(alert.activeAtMs()).isEqualTo(MINUTE_MS);
    assertThat(alert.firedAtMs()).isEqualTo(3 * MINUTE_MS);
  }

  @Test
  void aPendingAlertThatIsGoneIsForgotten() {
    AlertStates states = at(AlertStates.NONE, HELD, 1, seen("a", "b"));
    states = at(states, HELD, 2, seen("b"));
    assertThat(told(states)).containsExactly("b pending");
    states = at(states, HELD, 3, seen("a", "b"));
    assertThat(told(states)).containsExactly("b firing", "a pending");
  }

  @Test
  void aResolvedAlertIsKeptForAQuarterOfAnHour() {
    AlertStates states = at(AlertStates.NONE, AT_ONCE, 1, seen("a"));
    states = at(states, AT_ONCE, 2, seen());
    assertThat(told(states)).containsExactly("a inactive");
    assertThat(states.active()).isEmpty();
    assertThat(states.all().iterator().next().resolvedAtMs()).isEqualTo(2 * MINUTE_MS);
    states = at(states, AT_ONCE, 17, seen());
    assertThat(told(states)).containsExactly("a inactive");
    states = at(states, AT_ONCE, 18, seen());
    assertThat(told(states)).isEmpty();
  }

  @Test
  void aResolvedAlertThatComesBackIsNew() {
    AlertStates states = at(AlertStates.NONE, HELD, 1, seen("a"));
    states = at(states, HELD, 3, seen("a"));
    states = at(states, HELD, 4, seen());
    states = at(states, HELD, 5, seen("a"));
    assertThat(told(states)).containsExactly("a pending");
    assertThat(states.active().getFirst().activeAtMs()).isEqualTo(5 * MINUTE_MS);
  }

  @Test
  void itGoesOnFiringForAsLongAsTheRuleSays() {
    AlertStates states = at(AlertStates.NONE, KEPT, 1, seen("a"));
    states = at(states, KEPT, 2, seen());
    assertThat(states.active().getFirst().keepFiringSinceMs()).isEqualTo(2 * MINUTE_MS);
    states = at(states, KEPT, 4, seen());
    assertThat(told(states)).containsExactly("a firing");
    states = at(states, KEPT, 5, seen());
    assertThat(told(states)).containsExactly("a inactive");
  }

  @Test
  void aResultEndsTheTimeOfOnlyGoingOn() {
    AlertStates states = at(AlertStates.NONE, KEPT, 1, seen("a"));
    states = at(states, KEPT, 2, seen());
    states = at(states, KEPT, 3, seen("a"));
    assertThat(states.active().getFirst().keepFiringSinceMs()).isEqualTo(ActiveAlert.NEVER);
    states = at(states, KEPT, 5, seen());
    assertThat(told(states)).containsExactly("a firing");
  }

  @Test
  void aLongerHoldTakesAFiringAlertBack() {
    AlertStates states = at(AlertStates.NONE, AT_ONCE, 1, seen("a"));
    states = at(states, HELD, 2, seen("a"));
    assertThat(told(states)).containsExactly("a pending");
    assertThat(states.active().getFirst().firedAtMs()).isEqualTo(ActiveAlert.NEVER);
    states = at(states, HELD, 3, seen("a"));
    assertThat(told(states)).containsExactly("a firing");
  }

  @Test
  void valueAndAnnotationsAreThoseOfTheLastResult() {
    AlertStates states = at(AlertStates.NONE, HELD, 1, List.of(seen("a", 1)));
    states = at(states, HELD, 2, List.of(seen("a", 5)));
    ActiveAlert alert = states.active().getFirst();
    assertThat(alert.value()).isEqualTo(5);
    assertThat(alert.annotations()).containsEntry("summary", "value 5.0");
  }

  @Test
  void whatWasSentIsSentAgainOnlyAfterTheDelay() {
    AlertStates states = at(AlertStates.NONE, AT_ONCE, 1, seen("a"));
    AlertDelivery first = AlertDelivery.after(states, MINUTE_MS, MINUTE_MS, 15_000);
    List<Alert> alerts = first.alerts("http://p/x");
    assertThat(alerts)
        .extracting(Alert::startsAtMs, Alert::endsAtMs)
        .containsExactly(org.assertj.core.api.Assertions.tuple(MINUTE_MS, 5 * MINUTE_MS));
    assertThat(alerts.getFirst().generatorUrl()).isEqualTo("http://p/x");
    AlertDelivery second = AlertDelivery.after(first.states(), 2 * MINUTE_MS, MINUTE_MS, 15_000);
    assertThat(second.due()).isEmpty();
    AlertDelivery third =
        AlertDelivery.after(second.states(), 2 * MINUTE_MS + 1, MINUTE_MS, 15_000);
    assertThat(third.due()).hasSize(1);
  }

  @Test
  void aPendingAlertIsNotSentAndAResolvedOneIsAtOnce() {
    AlertStates states = at(AlertStates.NONE, HELD, 1, seen("a"));
    assertThat(AlertDelivery.after(states, MINUTE_MS, 0, MINUTE_MS).due()).isEmpty();
    states = at(states, HELD, 3, seen("a"));
    AlertDelivery fired = AlertDelivery.after(states, 3 * MINUTE_MS, MINUTE_MS, MINUTE_MS);
    assertThat(fired.due()).hasSize(1);
    states = fired.states().next(HELD, seen(), 3 * MINUTE_MS + 1_000);
    AlertDelivery resolved =
        AlertDelivery.after(states, 3 * MINUTE_MS + 1_000, MINUTE_MS, MINUTE_MS);
    assertThat(resolved.alerts("x"))
        .extracting(Alert::endsAtMs)
        .containsExactly(3 * MINUTE_MS + 1_000);
  }

  @Test
  void samplesTellStateAndTime() {
    AlertStates states = at(AlertStates.NONE, HELD, 1, seen("a"));
    AlertSeries series = new AlertSeries("a", SortedTexts.copyOf(Map.of("severity", "page")));
    assertThat(series.samples(states, 99))
        .extracting(sample -> sample.labels() + " " + sample.value() + "@" + sample.timeMs())
        .containsExactly(
            "{__name__=\"ALERTS\", alertname=\"a\", alertstate=\"pending\", severity=\"page\"}"
                + " 1.0@99",
            "{__name__=\"ALERTS_FOR_STATE\", alertname=\"a\", severity=\"page\"} 60.0@99");
  }
}
