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

  /** Milliseconds from the start of a scrape to that of the next; a minute by default. */
  public ScrapeJobOptionsBuilder scrapeIntervalMs(long scrapeIntervalMs) {
    this.scrapeIntervalMs = scrapeIntervalMs;
    return this;
  }

  /** Milliseconds for a whole scrape, not above the interval; 10 seconds by default. */
  public ScrapeJobOptionsBuilder scrapeTimeoutMs(long scrapeTimeoutMs) {
    this.scrapeTimeoutMs = scrapeTimeoutMs;
    return this;
  }

  /** The path of URLs; {@code /metrics} by default. */
  public ScrapeJobOptionsBuilder metricsPath(String metricsPath) {
    this.metricsPath = metricsPath;
    return this;
  }

  /** {@code http}, the default, or {@code https}. */
  public ScrapeJobOptionsBuilder scheme(String scheme) {
    this.scheme = scheme;
    return this;
  }

  /** URL parameters, each with its values in order; none by default. */
  public ScrapeJobOptionsBuilder params(Map<String, List<String>> params) {
    this.params = params;
    return this;
  }

  /** Whether labels of scraped series win over those of the target; not by default. */
  public ScrapeJobOptionsBuilder honorLabels(boolean honorLabels) {
    this.honorLabels = honorLabels;
    return this;
  }

  /** Whether timestamps of a body count; they do by default. */
  public ScrapeJobOptionsBuilder honorTimestamps(boolean honorTimestamps) {
    this.honorTimestamps = honorTimestamps;
    return this;
  }

  /** Whether series with timestamps of their own end with a stale marker too; not by default. */
  public ScrapeJobOptionsBuilder trackTimestampsStaleness(boolean trackTimestampsStaleness) {
    this.trackTimestampsStaleness = trackTimestampsStaleness;
    return this;
  }

  /** Whether gzip is asked for; it is by default. */
  public ScrapeJobOptionsBuilder enableCompression(boolean enableCompression) {
    this.enableCompression = enableCompression;
    return this;
  }

  /** What is asked for, best first; {@link ScrapeProtocol#DEFAULTS} by default. */
  public ScrapeJobOptionsBuilder scrapeProtocols(List<ScrapeProtocol> scrapeProtocols) {
    this.scrapeProtocols = scrapeProtocols;
    return this;
  }

  /**
   * What a body is taken for when its content type says nothing useful; null, the default, fails
   * such scrapes.
   */
  public ScrapeJobOptionsBuilder fallbackProtocol(@Nullable ScrapeProtocol fallbackProtocol) {
    this.fallbackProtocol = fallbackProtocol;
    return this;
  }

  /** Limits of bodies, samples, targets and labels; none by default. */
  public ScrapeJobOptionsBuilder limits(ScrapeLimits limits) {
    this.limits = limits;
    return this;
  }

  /** What is made of histograms; classic ones only, as they come, by default. */
  public ScrapeJobOptionsBuilder histograms(HistogramOptions histograms) {
    this.histograms = histograms;
    return this;
  }

  /** Relabeling of targets, in order; none by default. */
  public ScrapeJobOptionsBuilder relabelRules(List<RelabelRule> relabelRules) {
    this.relabelRules = relabelRules;
    return this;
  }

  /** Relabeling of scraped series, in order; none by default. */
  public ScrapeJobOptionsBuilder metricRelabelRules(List<RelabelRule> metricRelabelRules) {
    this.metricRelabelRules = metricRelabelRules;
    return this;
  }

  /** Which names are valid; all of UTF-8 by default. */
  public ScrapeJobOptionsBuilder nameValidation(NameValidation nameValidation) {
    this.nameValidation = nameValidation;
    return this;
  }

  /** How names outside the classic alphabet are asked for; in UTF-8 by default. */
  public ScrapeJobOptionsBuilder nameEscaping(NameEscaping nameEscaping) {
    this.nameEscaping = nameEscaping;
    return this;
  }

  /** The file where failed scrapes are written down; empty, the default, for nowhere. */
  public ScrapeJobOptionsBuilder failureLogFile(String failureLogFile) {
    this.failureLogFile = failureLogFile;
    return this;
  }

  /**
   * Whether timeout, sample limit and size of the body are written as series as well; not by
   * default.
   */
  public ScrapeJobOptionsBuilder extraScrapeMetrics(boolean extraScrapeMetrics) {
    this.extraScrapeMetrics = extraScrapeMetrics;
    return this;
  }

  /**
   * Credentials, TLS, proxy, redirects and headers; {@link HttpClientOptions#DEFAULTS} by default.
   */
  public ScrapeJobOptionsBuilder http(HttpClientOptions http) {
    this.http = http;
    return this;
  }

  /** How targets are found, several ways together; none by default. */
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
