package dev.deucalion.scrape.options;

import java.util.List;

/** An exposition format that a scrape may ask for, named as in {@code scrape_protocols}. */
public enum ScrapeProtocol {
  /** Prometheus' messages of protobuf, each after its length. They have native histograms. */
  PROMETHEUS_PROTO(
      "PrometheusProto",
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
      false),
  /** Experimental, as its specification is; never asked for unless it is configured. */
  OPEN_METRICS_TEXT_2_0_0(
      "OpenMetricsText2.0.0", "application/openmetrics-text;version=2.0.0", true),
  /** OpenMetrics 1.0 as text. */
  OPEN_METRICS_TEXT_1_0_0(
      "OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0", true),
  /** OpenMetrics as text, as of its draft 0.0.1. */
  OPEN_METRICS_TEXT_0_0_1(
      "OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1", false),
  /** Prometheus' text, with names in UTF-8. */
  PROMETHEUS_TEXT_1_0_0("PrometheusText1.0.0", "text/plain;version=1.0.0", true),
  /** Prometheus' text, with names of the classic alphabet. */
  PROMETHEUS_TEXT_0_0_4("PrometheusText0.0.4", "text/plain;version=0.0.4", false);

  /** What is asked for, best first, when nothing is configured. */
  public static final List<ScrapeProtocol> DEFAULTS =
      List.of(
          OPEN_METRICS_TEXT_1_0_0,
          OPEN_METRICS_TEXT_0_0_1,
          PROMETHEUS_TEXT_1_0_0,
          PROMETHEUS_TEXT_0_0_4);

  /** The same where what only protobuf has is wanted. */
  public static final List<ScrapeProtocol> PROTOBUF_FIRST =
      List.of(
          PROMETHEUS_PROTO,
          OPEN_METRICS_TEXT_1_0_0,
          OPEN_METRICS_TEXT_0_0_1,
          PROMETHEUS_TEXT_1_0_0,
          PROMETHEUS_TEXT_0_0_4);

  private final String configName;
  private final String mediaType;
  private final boolean escaped;

  ScrapeProtocol(String configName, String mediaType, boolean escaped) {
    this.configName = configName;
    this.mediaType = mediaType;
    this.escaped = escaped;
  }

  /** The name in a configuration file. */
  public String configName() {
    return configName;
  }

  /** The media type with its parameters, without escaping and weight. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether the format knows an {@code escaping} parameter. */
  public boolean hasEscaping() {
    return escaped;
  }
}
