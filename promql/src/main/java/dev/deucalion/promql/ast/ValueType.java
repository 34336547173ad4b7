package dev.deucalion.promql.ast;

/** Type of the value of an expression. */
public enum ValueType {
  /** No value. */
  NONE("none", "none"),
  /** A number. */
  SCALAR("scalar", "scalar"),
  /** A text. */
  STRING("string", "string"),
  /** One sample a series. */
  VECTOR("vector", "instant vector"),
  /** Samples of a range of time, for each series. */
  MATRIX("matrix", "range vector");

  private final String apiName;
  private final String documentedName;

  ValueType(String apiName, String documentedName) {
    this.apiName = apiName;
    this.documentedName = documentedName;
  }

  /** As {@code resultType} in answers of the HTTP API. */
  public String apiName() {
    return apiName;
  }

  /** As in error messages. */
  public String documentedName() {
    return documentedName;
  }
}
