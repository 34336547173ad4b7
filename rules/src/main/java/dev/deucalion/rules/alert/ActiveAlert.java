package dev.deucalion.rules.alert;

import dev.deucalion.model.labels.Labels;
import java.util.SortedMap;

/**
 * An alert and what is known of it. Immutable. Times in milliseconds since the epoch, {@link
 * #NEVER} for what did not happen.
 *
 * @param labels what tells the alerts of a rule apart
 * @param annotations texts by name, in byte order of the names
 * @param value of the expression when it was last there
 * @param activeAtMs since when it is there
 * @param firedAtMs when it began to fire
 * @param resolvedAtMs when it ceased to fire
 * @param keepFiringSinceMs since when it only goes on firing
 * @param lastSentAtMs when Alertmanagers were last told
 * @param validUntilMs until when they were told that it fires
 */
public record ActiveAlert(
    Labels labels,
    SortedMap<String, String> annotations,
    AlertState state,
    double value,
    long activeAtMs,
    long firedAtMs,
    long resolvedAtMs,
    long keepFiringSinceMs,
    long lastSentAtMs,
    long validUntilMs) {
  /** A time for what did not happen. */
  public static final long NEVER = Long.MIN_VALUE;

  /** A new one. */
  static ActiveAlert pending(Observation seen, long timeMs) {
    return new ActiveAlert(
        seen.labels(),
        seen.annotations(),
        AlertState.PENDING,
        seen.value(),
        timeMs,
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        NEVER);
  }

  /** Whether it is pending or fires. */
  public boolean isActive() {
    return resolvedAtMs == NEVER;
  }

  ActiveAlert seen(Observation again) {
    return new ActiveAlert(
        labels,
        again.annotations(),
        state,
        again.value(),
        activeAtMs,
        firedAtMs,
        resolvedAtMs,
        NEVER,
        lastSentAtMs,
        validUntilMs);
  }

  ActiveAlert firing(long timeMs) {
    return new ActiveAlert(
        labels,
        annotations,
        AlertState.FIRING,
        value,
        activeAtMs,
        timeMs,
        resolvedAtMs,
        keepFiringSinceMs,
        lastSentAtMs,
        validUntilMs);
  }

  /** Back from firing, since it must now be there for longer. */
  ActiveAlert pendingAgain() {
    return new ActiveAlert(
        labels,
        annotations,
        AlertState.PENDING,
        value,
        activeAtMs,
        NEVER,
        resolvedAtMs,
        NEVER,
        NEVER,
        validUntilMs);
  }

  ActiveAlert keptFiring(long sinceMs) {
    return new ActiveAlert(
        labels,
        annotations,
        state,
        value,
        activeAtMs,
        firedAtMs,
        resolvedAtMs,
        sinceMs,
        lastSentAtMs,
        validUntilMs);
  }

  ActiveAlert resolved(long timeMs) {
    return new ActiveAlert(
        labels,
        annotations,
        AlertState.INACTIVE,
        value,
        activeAtMs,
        firedAtMs,
        timeMs,
        keepFiringSinceMs,
        lastSentAtMs,
        validUntilMs);
  }

  ActiveAlert sent(long timeMs, long untilMs) {
    return new ActiveAlert(
        labels,
        annotations,
        state,
        value,
        activeAtMs,
        firedAtMs,
        resolvedAtMs,
        keepFiringSinceMs,
        timeMs,
        untilMs);
  }

  ActiveAlert activeSince(long timeMs) {
    return new ActiveAlert(
        labels,
        annotations,
        state,
        value,
        timeMs,
        firedAtMs,
        resolvedAtMs,
        keepFiringSinceMs,
        lastSentAtMs,
        validUntilMs);
  }
}
