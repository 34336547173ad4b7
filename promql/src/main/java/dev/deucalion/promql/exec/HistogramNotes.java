package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.PositionRange;

/** What operators, aggregations and functions of native histograms tell, about one expression. */
record HistogramNotes(Annotations annotations, PositionRange position) {
  /** An operator that has no meaning for two kinds of samples: "float" or "histogram". */
  void incompatibleTypes(String operator, String left, String right) {
    annotations.inform(
        "incompatible sample types encountered for binary operator %s: %s %s %s"
            .formatted(GoQuote.quote(operator), left, operator, right),
        position);
  }

  /** Exponential and custom buckets on the sides of an operator. */
  void incompatibleBuckets(String operator) {
    annotations.warn(
        "incompatible bucket layout encountered for binary operator " + operator, position);
  }

  /**
   * One counter began anew, another one went on.
   *
   * @param operation "addition", "subtraction" or "aggregation"
   */
  void resetsCollide(String operation) {
    annotations.warn("conflicting counter resets during histogram " + operation, position);
  }

  /** Custom bounds differed; otherwise as {@link #resetsCollide}. */
  void boundsReconciled(String operation) {
    annotations.inform("mismatched custom buckets were reconciled during " + operation, position);
  }

  /** Floats and histograms in one group. */
  void mixedKinds() {
    annotations.warn("encountered a mix of histograms and floats for aggregation", position);
  }

  /** Exponential and custom buckets in one group. */
  void mixedBuckets(String metricName) {
    annotations.warn(
        "vector contains a mix of histograms with exponential and custom buckets schemas for"
            + " metric name "
            + GoQuote.quote(metricName),
        position);
  }

  /** Histograms in an aggregation of floats. */
  void ignoredInAggregation(String aggregation) {
    annotations.inform("ignored histogram in " + aggregation + " aggregation", position);
  }

  /** A classic and a native histogram with the same labels at the same time. */
  void mixedClassicAndNative(String metricName) {
    annotations.warn(
        "vector contains a mix of classic and native histograms" + Annotations.forName(metricName),
        position);
  }

  /** A quantile among observations of NaN. */
  void quantileIsNan(String metricName) {
    annotations.inform(
        "input to histogram_quantile has NaN observations, result is NaN"
            + Annotations.forName(metricName),
        position);
  }

  /** A quantile that observations of NaN moved up. */
  void quantileIsSkewed(String metricName) {
    annotations.inform(
        "input to histogram_quantile has NaN observations, result is skewed higher"
            + Annotations.forName(metricName),
        position);
  }

  /** Observations of NaN that are in no fraction. */
  void nansNotInFractions(String metricName) {
    annotations.inform(
        "input to histogram_fraction has NaN observations, which are excluded from all fractions"
            + Annotations.forName(metricName),
        position);
  }
}
