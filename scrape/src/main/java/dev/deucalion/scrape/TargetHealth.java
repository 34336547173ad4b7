package dev.deucalion.scrape;

/** Whether a target's last scrape went well. */
public enum TargetHealth {
  /** There was none yet. */
  UNKNOWN("unknown"),
  /** It went well. */
  UP("up"),
  /** It failed. */
  DOWN("down");

  private final String text;

  TargetHealth(String text) {
    this.text = text;
  }

  /** As written in answers. */
  public String text() {
    return text;
  }
}
