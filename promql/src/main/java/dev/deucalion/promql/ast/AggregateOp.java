package dev.deucalion.promql.ast;

import org.jspecify.annotations.Nullable;

/** An aggregation operator. */
public enum AggregateOp {
  /** Sum. */
  SUM,
  /** Mean. */
  AVG,
  /** Least value. */
  MIN,
  /** Greatest value. */
  MAX,
  /** Number of values. */
  COUNT,
  /** 1 for each group. */
  GROUP,
  /** Standard deviation of all values. */
  STDDEV,
  /** Variance of all values. */
  STDVAR,
  /** The k series with the greatest values. */
  TOPK,
  /** The k series with the least values. */
  BOTTOMK,
  /** The value that a share of the values does not exceed. */
  QUANTILE,
  /** How many series have each value. */
  COUNT_VALUES,
  /** Any k series, the same ones each time. */
  LIMITK,
  /** Any share of the series, the same ones each time. */
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
