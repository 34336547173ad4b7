package dev.deucalion.scrape.options;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code scrape_config}, with what it inherits from {@code global} already merged in. Made by
 * {@link ScrapeJobOptionsBuilder}.
 *
 * @param jobName also the name of the scrape pool; unique
 * @param scrapeIntervalMs from the start of a scrape to that of the next
 * @param scrapeTimeoutMs for a whole scrape, the body included; not above the interval
 * @param params URL parameters, each with its values in order
 * @param honorLabels whether labels of scraped series win over those of the target
 * @param honorTimestamps whether timestamps of a body count
 * @param trackTimestampsStaleness whether series with timestamps of their own end with a stale
 *     marker too
 * @param enableCompression whether gzip is asked for
 * @param scrapeProtocols what is asked for, best first
 * @param fallbackProtocol what a body is taken for when its content type says nothing useful; null
 *     fails such scrapes
 * @param relabelRules for targets
 * @param metricRelabelRules for scraped series
 * @param failureLogFile where failed scrapes are written down; empty for nowhere
 * @param extraScrapeMetrics whether {@code scrape_timeout_seconds}, {@code scrape_sample_limit} and
 *     {@code scrape_body_size_bytes} are written as well
 */
public record ScrapeJobOptions(
    String jobName,
    long scrapeIntervalMs,
    long scrapeTimeoutMs,
    String metricsPath,
    String scheme,
    Map<String, List<String>> params,
    boolean honorLabels,
    boolean honorTimestamps,
    boolean trackTimestampsStaleness,
    boolean enableCompression,
    List<ScrapeProtocol> scrapeProtocols,
    @Nullable ScrapeProtocol fallbackProtocol,
    ScrapeLimits limits,
    HistogramOptions histograms,
    List<RelabelRule> relabelRules,
    List<RelabelRule> metricRelabelRules,
    NameValidation nameValidation,
    NameEscaping nameEscaping,
    String failureLogFile,
    boolean extraScrapeMetrics,
    HttpClientOptions http,
    List<DiscoveryOptions> discovery) {
  /** Checks name, interval and timeout, and copies what is mutable. */
  public ScrapeJobOptions {
    if (jobName.isEmpty()) {
      throw new IllegalArgumentException("job_name is empty");
    }
    if (scrapeIntervalMs <= 0 || scrapeTimeoutMs <= 0 || scrapeTimeoutMs > scrapeIntervalMs) {
      throw new IllegalArgumentException(
          "scrape timeout greater than scrape interval for scrape config with job name \""
              + jobName
              + "\"");
    }
    params = Map.copyOf(params);
    scrapeProtocols = List.copyOf(scrapeProtocols);
    relabelRules = List.copyOf(relabelRules);
    metricRelabelRules = List.copyOf(metricRelabelRules);
    discovery = List.copyOf(discovery);
  }

  /** A builder with Prometheus' defaults. */
  public static ScrapeJobOptionsBuilder builder(String jobName) {
    return new ScrapeJobOptionsBuilder(jobName);
  }

  /** A builder that starts from these options. */
  public ScrapeJobOptionsBuilder toBuilder() {
    return new ScrapeJobOptionsBuilder(jobName)
        .scrapeIntervalMs(scrapeIntervalMs)
        .scrapeTimeoutMs(scrapeTimeoutMs)
        .metricsPath(metricsPath)
        .scheme(scheme)
        .params(params)
        .honorLabels(honorLabels)
        .honorTimestamps(honorTimestamps)
        .trackTimestampsStaleness(trackTimestampsStaleness)
        .enableCompression(enableCompression)
        .scrapeProtocols(scrapeProtocols)
        .fallbackProtocol(fallbackProtocol)
        .limits(limits)
        .histograms(histograms)
        .relabelRules(relabelRules)
        .metricRelabelRules(metricRelabelRules)
        .nameValidation(nameValidation)
        .nameEscaping(nameEscaping)
        .failureLogFile(failureLogFile)
        .extraScrapeMetrics(extraScrapeMetrics)
        .http(http)
        .discovery(discovery);
  }
}
