package dev.deucalion.model.metadata;

/** Types of metric families. */
public enum MetricType {
  COUNTER("counter"),
  GAUGE("gauge"),
  HISTOGRAM("histogram"),
  GAUGEHISTOGRAM("gaugehistogram"),
  SUMMARY("summary"),
  INFO("info"),
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
