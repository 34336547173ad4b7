package dev.deucalion.model.labels;

/** How a matcher compares. */
public enum MatchType {
  /** The value is the text. */
  EQUAL("="),
  /** The value is another one than the text. */
  NOT_EQUAL("!="),
  /** The whole value matches the regular expression. */
  REGEX("=~"),
  /** The whole value does not match the regular expression. */
  NOT_REGEX("!~");

  private final String symbol;

  MatchType(String symbol) {
    this.symbol = symbol;
  }

  /** As written in PromQL. */
  public String symbol() {
    return symbol;
  }
}
