package dev.deucalion.rules.alert;

/** State of an alert, from the least to the gravest. */
public enum AlertState {
  /** Was firing and is no more. */
  INACTIVE("inactive"),
  /** There, but not yet for long enough. */
  PENDING("pending"),
  /** Its condition held long enough. */
  FIRING("firing");

  private final String text;

  AlertState(String text) {
    this.text = text;
  }

  /** As the API and the label {@code alertstate} tell it. */
  public String text() {
    return text;
  }
}
