package dev.deucalion.rules.group;

/**
 * How rules are evaluated.
 *
 * @param externalUrl where the server is reached from outside, without a slash at the end
 * @param outageToleranceMs longest outage over which the state of alerts is restored
 * @param gracePeriodMs least time until a restored alert fires
 * @param resendDelayMs least time until an alert is sent again
 * @param maxConcurrentRules how many rules are evaluated beside those whose turn it is in their
 *     groups; 0 has all rules of a group wait for those before them
 * @param catchUpMs how far back recording rules are evaluated at the times that were missed before
 *     the start; 0 for not at all
 */
public record RuleManagerOptions(
    String externalUrl,
    long outageToleranceMs,
    long gracePeriodMs,
    long resendDelayMs,
    int maxConcurrentRules,
    long catchUpMs) {
  /** The defaults of Prometheus, one rule of a group at a time, and nothing caught up. */
  public static RuleManagerOptions defaults(String externalUrl) {
    return new RuleManagerOptions(externalUrl, 3_600_000, 600_000, 60_000, 0, 0);
  }
}
