package dev.deucalion.model.metadata;

/** Types of metric families. */
public enum MetricType {
  /** A value that only rises, or begins anew. */
  COUNTER("counter"),
  /** A value that goes up and down. */
  GAUGE("gauge"),
  /** Observations in buckets, whose counts only rise. */
  HISTOGRAM("histogram"),
  /** Observations in buckets, whose counts go up and down. */
  GAUGEHISTOGRAM("gaugehistogram"),
  /** Quantiles of observations, their count and sum. */
  SUMMARY("summary"),
  /** A fact, in the labels of a series whose value is 1. */
  INFO("info"),
  /** States, a series each, whose value says whether it holds. */
  STATESET("stateset"),
  /** {@code unknown} in OpenMetrics, {@code untyped} in the text format. */
  UNKNOWN("unknown");

  private final String text;

  MetricType(String text) {
    this.text = text;
  }

  /** As OpenMetrics and the metadata API write it. */
  public String text() {
    return text;
  }
}
