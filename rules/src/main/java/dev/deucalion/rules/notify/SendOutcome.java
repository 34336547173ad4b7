package dev.deucalion.rules.notify;

/** What came of a request. */
sealed interface SendOutcome {
  /** The Alertmanager has the alerts. */
  record Taken() implements SendOutcome {}

  /** It could not be reached, or not now; it may take the same alerts later. */
  record TryAgain(String reason) implements SendOutcome {}

  /** It will never take them. */
  record Refused(String reason) implements SendOutcome {}
}
