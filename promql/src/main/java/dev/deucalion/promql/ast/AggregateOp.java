package dev.deucalion.promql.ast;

import org.jspecify.annotations.Nullable;

/** An aggregation operator. */
public enum AggregateOp {
  SUM,
  AVG,
  MIN,
  MAX,
  COUNT,
  GROUP,
  STDDEV,
  STDVAR,
  TOPK,
  BOTTOMK,
  QUANTILE,
  COUNT_VALUES,
  LIMITK,
  LIMIT_RATIO;

  /** As written in PromQL. */
  public String symbol() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Type of the parameter, or null where the operator has none. */
  public @Nullable ValueType parameterType() {
    return switch (this) {
      case TOPK, BOTTOMK, QUANTILE, LIMITK, LIMIT_RATIO -> ValueType.SCALAR;
      case COUNT_VALUES -> ValueType.STRING;
      case SUM, AVG, MIN, MAX, COUNT, GROUP, STDDEV, STDVAR -> null;
    };
  }

  /** Whether it needs the feature flag for experimental functions. */
  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }
}
