package dev.deucalion.promql.ast;

/** Type of the value of an expression. */
public enum ValueType {
  NONE("none", "none"),
  SCALAR("scalar", "scalar"),
  STRING("string", "string"),
  VECTOR("vector", "instant vector"),
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
