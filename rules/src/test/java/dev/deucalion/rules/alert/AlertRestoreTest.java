package dev.deucalion.rules.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.sample.StaleMarker;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AlertRestoreTest {
  private static final long MINUTE_MS = 60_000;
  private static final long NOW_MS = 1_000 * MINUTE_MS;
  private static final long HOLD_MS = 60 * MINUTE_MS;
  private static final AlertRestore RESTORE =
      new AlertRestore(NOW_MS - HOLD_MS, NOW_MS, 10 * MINUTE_MS);

  /** Restores an alert that was there for some time when the server went down some time ago. */
  private static OptionalLong restored(long downForMin, long thereForMin) {
    long downAtMs = NOW_MS - downForMin * MINUTE_MS;
    double since = (downAtMs - thereForMin * MINUTE_MS) / 1_000.0;
    return RESTORE.since(downAtMs, since, HOLD_MS);
  }

  @Test
  void timeDownDoesNotCount() {
    assertThat(restored(15, 20)).hasValue(NOW_MS - 20 * MINUTE_MS);
  }

  @Test
  void anAlertThatFiredFiresAgain() {
    assertThat(restored(15, 60)).hasValue(NOW_MS - 75 * MINUTE_MS);
  }

  @Test
  void anAlertThatWouldFireSoonWaitsForTheGracePeriod() {
    assertThat(restored(15, 55)).hasValue(NOW_MS - 50 * MINUTE_MS);
    assertThat(restored(15, 50)).hasValue(NOW_MS - 50 * MINUTE_MS);
    assertThat(restored(15, 51)).hasValue(NOW_MS - 50 * MINUTE_MS);
  }

  @Test
  void anAlertThatEndedIsNotRestored() {
    assertThat(RESTORE.since(NOW_MS, StaleMarker.VALUE, HOLD_MS)).isEmpty();
  }

  @Test
  void onlyRulesWithALongHoldAreRestored() {
    assertThat(RESTORE.appliesTo(new AlertTiming(10 * MINUTE_MS, 0))).isTrue();
    assertThat(RESTORE.appliesTo(new AlertTiming(10 * MINUTE_MS - 1, 0))).isFalse();
  }
}
