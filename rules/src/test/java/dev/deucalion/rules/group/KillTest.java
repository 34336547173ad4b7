package dev.deucalion.rules.group;

import static dev.deucalion.rules.group.RuleWorld.MINUTE_MS;
import static dev.deucalion.rules.group.RuleWorld.alert;
import static dev.deucalion.rules.group.RuleWorld.group;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.alert.AlertState;
import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the rules at random moments while an alert is pending, and after a random time starts them
 * again over the same store: the alert fires exactly when the rules for restoring say.
 */
class KillTest {
  private static final int KILLS = 50;
  private static final long HOLD_MS = 30 * MINUTE_MS;
  private static final long GRACE_MS = 10 * MINUTE_MS;
  private static final long TOLERANCE_MS = 60 * MINUTE_MS;
  private static final RuleGroupOptions GROUP = group("g", alert("Up", "vector(1)", HOLD_MS));

  @ParameterizedTest
  @ValueSource(longs = {1, 4711})
  void anAlertFiresNeitherEarlyNorLate(long seed) {
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      long aliveMs = 3 * MINUTE_MS + random.nextLong(40 * MINUTE_MS);
      long downMs = random.nextLong(kill % 5 == 0 ? 90 * MINUTE_MS : 40 * MINUTE_MS);
      String what =
          "seed %d, kill %d: alive %d ms, down %d ms".formatted(seed, kill, aliveMs, downMs);
      killAndRestart(aliveMs, downMs, what);
    }
  }

  private static void killAndRestart(long aliveMs, long downMs, String what) {
    try (RuleWorld world = new RuleWorld()) {
      world.apply(GROUP);
      world.time.run(aliveMs);
      ActiveAlert before = world.firstRule().alerts().active().getFirst();
      long lastStoredMs = firstSlotAfter(world.time.nowMs()) - MINUTE_MS;
      world.restart();
      world.time.run(downMs);
      long restartMs = world.time.nowMs();
      world.apply(GROUP);
      long expectedMs = firingMs(before.activeAtMs(), lastStoredMs, restartMs);
      world.sent.clear();

      world.time.runUntil(expectedMs - 1);
      assertThat(world.sent).as(what).isEmpty();
      world.time.runUntil(expectedMs);
      assertThat(world.sent).as(what).hasSize(1);
      ActiveAlert alert = world.firstRule().alerts().active().getFirst();
      assertThat(alert.state()).as(what).isEqualTo(AlertState.FIRING);
      assertThat(alert.firedAtMs()).as(what).isEqualTo(expectedMs);
    }
  }

  private static long firstSlotAfter(long timeMs) {
    return new GroupSchedule(GROUP, timeMs).nextMs(timeMs);
  }

  /** Time down does not count, and what would fire soon waits for the grace period. */
  private static long firingMs(long activeAtMs, long lastStoredMs, long restartMs) {
    long firstMs = firstSlotAfter(restartMs);
    long restoredMs = firstMs + MINUTE_MS;
    long dueMs;
    if (lastStoredMs < restoredMs - TOLERANCE_MS) {
      dueMs = firstMs + HOLD_MS;
    } else {
      long leftMs = HOLD_MS - (wholeSeconds(lastStoredMs) - wholeSeconds(activeAtMs));
      dueMs = restoredMs + (leftMs <= 0 ? 0 : Math.max(leftMs, GRACE_MS));
    }
    long slotMs = restoredMs + MINUTE_MS;
    while (slotMs < dueMs) {
      slotMs += MINUTE_MS;
    }
    return slotMs;
  }

  private static long wholeSeconds(long timeMs) {
    return timeMs / 1_000 * 1_000;
  }
}
