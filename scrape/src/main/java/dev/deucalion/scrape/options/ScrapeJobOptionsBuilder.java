package dev.deucalion.scrape.options;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects {@link ScrapeJobOptions}, from Prometheus' defaults. Not thread-safe. */
public final class ScrapeJobOptionsBuilder {
  private final String jobName;
  private long scrapeIntervalMs = 60_000;
  private long scrapeTimeoutMs = 10_000;
  private String metricsPath = "/metrics";
  private String scheme = "http";
  private Map<String, List<String>> params = Map.of();
  private boolean honorLabels;
  private boolean honorTimestamps = true;
  private boolean trackTimestampsStaleness;
  private boolean enableCompression = true;
  private List<ScrapeProtocol> scrapeProtocols = ScrapeProtocol.DEFAULTS;
  private @Nullable ScrapeProtocol fallbackProtocol;
  private ScrapeLimits limits = ScrapeLimits.NONE;
  private HistogramOptions histograms = HistogramOptions.DEFAULTS;
  private List<RelabelRule> relabelRules = List.of();
  private List<RelabelRule> metricRelabelRules = List.of();
  private NameValidation nameValidation = NameValidation.UTF8;
  private NameEscaping nameEscaping = NameEscaping.ALLOW_UTF8;
  private String failureLogFile = "";
  private boolean extraScrapeMetrics;
  private HttpClientOptions http = HttpClientOptions.DEFAULTS;
  private List<DiscoveryOptions> discovery = List.of();

  ScrapeJobOptionsBuilder(String jobName) {
    this.jobName = jobName;
  }

  public ScrapeJobOptionsBuilder scrapeIntervalMs(long scrapeIntervalMs) {
    this.scrapeIntervalMs = scrapeIntervalMs;
    return this;
  }

  public ScrapeJobOptionsBuilder scrapeTimeoutMs(long scrapeTimeoutMs) {
    this.scrapeTimeoutMs = scrapeTimeoutMs;
    return this;
  }

  public ScrapeJobOptionsBuilder metricsPath(String metricsPath) {
    this.metricsPath = metricsPath;
    return this;
  }

  public ScrapeJobOptionsBuilder scheme(String scheme) {
    this.scheme = scheme;
    return this;
  }

  public ScrapeJobOptionsBuilder params(Map<String, List<String>> params) {
    this.params = params;
    return this;
  }

  public ScrapeJobOptionsBuilder honorLabels(boolean honorLabels) {
    this.honorLabels = honorLabels;
    return this;
  }

  public ScrapeJobOptionsBuilder honorTimestamps(boolean honorTimestamps) {
    this.honorTimestamps = honorTimestamps;
    return this;
  }

  public ScrapeJobOptionsBuilder trackTimestampsStaleness(boolean trackTimestampsStaleness) {
    this.trackTimestampsStaleness = trackTimestampsStaleness;
    return this;
  }

  public ScrapeJobOptionsBuilder enableCompression(boolean enableCompression) {
    this.enableCompression = enableCompression;
    return this;
  }

  public ScrapeJobOptionsBuilder scrapeProtocols(List<ScrapeProtocol> scrapeProtocols) {
    this.scrapeProtocols = scrapeProtocols;
    return this;
  }

  public ScrapeJobOptionsBuilder fallbackProtocol(@Nullable ScrapeProtocol fallbackProtocol) {
    this.fallbackProtocol = fallbackProtocol;
    return this;
  }

  public ScrapeJobOptionsBuilder limits(ScrapeLimits limits) {
    this.limits = limits;
    return this;
  }

  public ScrapeJobOptionsBuilder histograms(HistogramOptions histograms) {
    this.histograms = histograms;
    return this;
  }

  public ScrapeJobOptionsBuilder relabelRules(List<RelabelRule> relabelRules) {
    this.relabelRules = relabelRules;
    return this;
  }

  public ScrapeJobOptionsBuilder metricRelabelRules(List<RelabelRule> metricRelabelRules) {
    this.metricRelabelRules = metricRelabelRules;
    return this;
  }

  public ScrapeJobOptionsBuilder nameValidation(NameValidation nameValidation) {
    this.nameValidation = nameValidation;
    return this;
  }

  public ScrapeJobOptionsBuilder nameEscaping(NameEscaping nameEscaping) {
    this.nameEscaping = nameEscaping;
    return this;
  }

  public ScrapeJobOptionsBuilder failureLogFile(String failureLogFile) {
    this.failureLogFile = failureLogFile;
    return this;
  }

  public ScrapeJobOptionsBuilder extraScrapeMetrics(boolean extraScrapeMetrics) {
    this.extraScrapeMetrics = extraScrapeMetrics;
    return this;
  }

  public ScrapeJobOptionsBuilder http(HttpClientOptions http) {
    this.http = http;
    return this;
  }

  public ScrapeJobOptionsBuilder discovery(List<DiscoveryOptions> discovery) {
    this.discovery = discovery;
    return this;
  }

  /**
   * The options; see the record for what each means.
   *
   * @throws IllegalArgumentException when they contradict each other
   */
  public ScrapeJobOptions build() {
    return new ScrapeJobOptions(
        jobName,
        scrapeIntervalMs,
        scrapeTimeoutMs,
        metricsPath,
        scheme,
        params,
        honorLabels,
        honorTimestamps,
        trackTimestampsStaleness,
        enableCompression,
        scrapeProtocols,
        fallbackProtocol,
        limits,
        histograms,
        relabelRules,
        metricRelabelRules,
        nameValidation,
        nameEscaping,
        failureLogFile,
        extraScrapeMetrics,
        http,
        discovery);
  }
}
