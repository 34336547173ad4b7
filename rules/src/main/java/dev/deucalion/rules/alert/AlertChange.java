package dev.deucalion.rules.alert;

/**
 * A change of the state of an alert.
 *
 * @param timeMs of the evaluation that found it
 * @param alert as it is now, or was last where it is gone
 * @param before its state until then
 * @param now its state since then
 */
public record AlertChange(long timeMs, ActiveAlert alert, AlertState before, AlertState now) {
  /** In one word: pending, firing, resolved, or inactive where it never fired. */
  public String what() {
    return switch (now) {
      case PENDING, FIRING -> now.text();
      case INACTIVE -> before == AlertState.FIRING ? "resolved" : now.text();
    };
  }
}
