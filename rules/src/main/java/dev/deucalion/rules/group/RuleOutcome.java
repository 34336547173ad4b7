package dev.deucalion.rules.group;

/** Whether the last evaluation of a rule went well. */
public enum RuleOutcome {
  /** There was none. */
  UNKNOWN("unknown"),
  /** The last run succeeded. */
  GOOD("ok"),
  /** The last run failed. */
  BAD("err");

  private final String text;

  RuleOutcome(String text) {
    this.text = text;
  }

  /** As the API tells it. */
  public String text() {
    return text;
  }
}
