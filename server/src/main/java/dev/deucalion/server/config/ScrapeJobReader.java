package dev.deucalion.server.config;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.NameEscaping;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeJobOptionsBuilder;
import dev.deucalion.scrape.options.ScrapeProtocol;
import dev.deucalion.server.config.discovery.DiscoveriesReader;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.part.RelabelReader;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one entry of {@code scrape_configs}, merging in what it inherits. Used once. */
final class ScrapeJobReader {
  private final Node node;
  private final Reading reading;
  private final GlobalConfig global;
  private final MapReader in;
  private String jobName = "";

  ScrapeJobReader(Node node, Reading reading, GlobalConfig global) {
    this.node = node;
    this.reading = reading;
    this.global = global;
    this.in = new MapReader(node, "config.ScrapeConfig", reading.problems());
  }

  /** The job; empty when faults keep it from being one. Reads on after each fault. */
  Optional<ScrapeJobOptions> read() {
    int faultsBefore = reading.problems().all().size();
    jobName = in.text("job_name", "");
    if (jobName.isEmpty()) {
      reading.problems().at(node, "job_name is empty");
    }
    // Also a job without a name is read on, for its further faults.
    ScrapeJobOptionsBuilder job = ScrapeJobOptions.builder(jobName);
    job.honorLabels(in.flag("honor_labels", false));
    job.honorTimestamps(in.flagAlwaysPrinted("honor_timestamps", true));
    job.trackTimestampsStaleness(in.flagAlwaysPrinted("track_timestamps_staleness", false));
    job.params(readParams());
    readIntervals(job);
    in.reserve("scrape_protocols");
    HistogramOptions histograms = readHistograms();
    readProtocols(job, histograms.scrapeNative());
    readFailureLog(job);
    job.metricsPath(in.text("metrics_path", "/metrics"));
    job.scheme(in.text("scheme", "http"));
    job.enableCompression(in.flagAlwaysPrinted("enable_compression", true));
    var limits = LimitsReader.read(in, global.limits());
    job.histograms(
        histograms.withResolution(
            in.count("native_histogram_bucket_limit", 0),
            in.number("native_histogram_min_bucket_factor")));
    job.limits(
        limits.withKeepDroppedTargets(
            in.count("keep_dropped_targets", limits.keepDroppedTargets())));
    NameValidation validation = readNameSchemes(job);
    job.extraScrapeMetrics(
        in.flagAlwaysPrinted("extra_scrape_metrics", global.extraScrapeMetrics()));
    HttpClientOptions http = new HttpClientReader(in, reading).read();
    job.http(http);
    RelabelReader relabel = new RelabelReader(reading, validation);
    List<RelabelRule> rules = relabel.read(in, "relabel_configs", "target", " in scrape config");
    job.relabelRules(rules);
    job.metricRelabelRules(
        relabel.read(in, "metric_relabel_configs", "metric", " in scrape config"));
    job.discovery(new DiscoveriesReader(reading).read(in, rules.isEmpty()));
    in.finish();
    boolean faulty = reading.problems().all().size() > faultsBefore;
    return faulty ? Optional.empty() : Optional.of(job.build());
  }

  private Map<String, List<String>> readParams() {
    Map<String, List<String>> params =
        in.entries("params", "map[string][]string", (name, value) -> in.textsOf(value));
    in.print("params", params);
    return params;
  }

  private void readIntervals(ScrapeJobOptionsBuilder job) {
    long intervalMs = in.durationMs("scrape_interval", global.scrapeIntervalMs());
    Node place = in.keyNode("scrape_timeout");
    long timeoutMs =
        in.durationMs("scrape_timeout", Math.min(global.scrapeTimeoutMs(), intervalMs));
    if (timeoutMs > intervalMs) {
      reading
          .problems()
          .at(
              place,
              "scrape timeout greater than scrape interval for scrape config with job name "
                  + MapReader.quote(jobName));
    }
    job.scrapeIntervalMs(intervalMs).scrapeTimeoutMs(timeoutMs);
  }

  private void readProtocols(ScrapeJobOptionsBuilder job, boolean nativeHistograms) {
    ProtocolReader reader = new ProtocolReader(reading);
    List<ScrapeProtocol> protocols =
        reader.read(in, " for scrape config with job name " + MapReader.quote(jobName));
    if (protocols == null) {
      List<ScrapeProtocol> inherited = global.scrapeProtocols();
      List<ScrapeProtocol> defaults =
          nativeHistograms ? ScrapeProtocol.PROTOBUF_FIRST : ScrapeProtocol.DEFAULTS;
      protocols = inherited == null ? defaults : inherited;
    }
    in.print("scrape_protocols", protocols.stream().map(ScrapeProtocol::configName).toList());
    job.scrapeProtocols(protocols);
    job.fallbackProtocol(reader.readFallback(in, jobName));
  }

  private HistogramOptions readHistograms() {
    HistogramOptions inherited = global.histograms();
    return HistogramOptions.DEFAULTS
        .withScrapeNative(
            in.flagAlwaysPrinted("scrape_native_histograms", inherited.scrapeNative()))
        .withKeepClassic(
            in.flagAlwaysPrinted("always_scrape_classic_histograms", inherited.keepClassic()))
        .withConvertClassic(
            in.flagAlwaysPrinted("convert_classic_histograms_to_nhcb", inherited.convertClassic()));
  }

  private void readFailureLog(ScrapeJobOptionsBuilder job) {
    String own = reading.path(in, "scrape_failure_log_file");
    String file = own.isEmpty() ? global.scrapeFailureLogFile() : own;
    in.print("scrape_failure_log_file", file);
    job.failureLogFile(file);
  }

  private NameValidation readNameSchemes(ScrapeJobOptionsBuilder job) {
    Node place = in.keyNode("metric_name_escaping_scheme");
    String own = in.text("metric_name_validation_scheme", "");
    NameValidation validation = own.isEmpty() ? global.nameValidation() : validation(own);
    in.print("metric_name_validation_scheme", validation.text());
    Optional<NameEscaping> configured =
        in.parsed(
            "metric_name_escaping_scheme",
            Optional.<NameEscaping>empty(),
            text -> SchemeNames.escaping(text, "scrape config"));
    NameEscaping inherited = global.nameEscaping();
    NameEscaping escaping;
    if (configured.isPresent()) {
      escaping = configured.get();
    } else if (own.isEmpty() && inherited != null) {
      escaping = inherited;
    } else {
      escaping =
          validation == NameValidation.LEGACY ? NameEscaping.UNDERSCORES : NameEscaping.ALLOW_UTF8;
    }
    if (escaping == NameEscaping.ALLOW_UTF8 && validation != NameValidation.UTF8) {
      reading
          .problems()
          .at(place, "utf8 metric names requested but validation scheme is not set to UTF8");
    }
    in.print("metric_name_escaping_scheme", escaping.configName());
    job.nameValidation(validation).nameEscaping(escaping);
    return validation;
  }

  private NameValidation validation(String text) {
    try {
      return SchemeNames.validation(text);
    } catch (IllegalArgumentException e) {
      reading.problems().at(node, String.valueOf(e.getMessage()));
      return NameValidation.UTF8;
    }
  }

  /** Empty where the job has none. */
  String jobName() {
    return jobName;
  }

  Map<String, Object> printed() {
    return in.printed();
  }
}
