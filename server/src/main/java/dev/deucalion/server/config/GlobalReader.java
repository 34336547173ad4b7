package dev.deucalion.server.config;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.NameEscaping;
import dev.deucalion.scrape.options.ScrapeLimits;
import dev.deucalion.scrape.options.ScrapeProtocol;
import dev.deucalion.server.config.part.LabelMapReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code global}, with Prometheus' defaults where it is silent. */
final class GlobalReader {
  private static final long DEFAULT_INTERVAL_MS = 60_000;
  private static final long DEFAULT_TIMEOUT_MS = 10_000;

  private final Reading reading;
  private Map<String, Object> printed = Map.of();

  GlobalReader(Reading reading) {
    this.reading = reading;
  }

  GlobalConfig read(@Nullable Node section) {
    Node node = section == null ? new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK) : section;
    MapReader in = new MapReader(node, "config.plain", reading.problems());
    boolean silent = in.keys().isEmpty();
    NameValidation validation =
        in.parsed("metric_name_validation_scheme", NameValidation.UTF8, SchemeNames::validation);
    long intervalMs = in.durationMs("scrape_interval", DEFAULT_INTERVAL_MS);
    long timeoutMs = readTimeoutMs(in, intervalMs);
    List<ScrapeProtocol> protocols = readProtocols(in);
    long evaluationMs = in.durationMs("evaluation_interval", DEFAULT_INTERVAL_MS);
    long offsetMs = in.durationMs("rule_query_offset", 0);
    String queryLog = reading.path(in, "query_log_file");
    String failureLog = reading.path(in, "scrape_failure_log_file");
    Labels externalLabels = readExternalLabels(in, validation);
    ScrapeLimits limits =
        LimitsReader.read(in, ScrapeLimits.NONE)
            .withKeepDroppedTargets(in.count("keep_dropped_targets", 0));
    in.print("metric_name_validation_scheme", validation.text());
    Optional<NameEscaping> escaping =
        in.parsed(
            "metric_name_escaping_scheme",
            silent ? Optional.of(NameEscaping.ALLOW_UTF8) : Optional.<NameEscaping>empty(),
            text -> SchemeNames.escaping(text, "global"));
    in.print("metric_name_escaping_scheme", escaping.map(NameEscaping::configName).orElse(""));
    HistogramOptions histograms =
        HistogramOptions.DEFAULTS
            .withScrapeNative(in.flagAlwaysPrinted("scrape_native_histograms", false))
            .withConvertClassic(in.flag("convert_classic_histograms_to_nhcb", false))
            .withKeepClassic(in.flag("always_scrape_classic_histograms", false));
    boolean extra =
        in.flagAlwaysPrinted("extra_scrape_metrics", reading.defaults().extraScrapeMetrics());
    in.finish();
    printed = in.printed();
    return new GlobalConfig(
        intervalMs,
        timeoutMs,
        evaluationMs,
        offsetMs,
        protocols,
        externalLabels,
        limits,
        validation,
        escaping.orElse(null),
        histograms,
        extra,
        failureLog,
        queryLog);
  }

  private @Nullable List<ScrapeProtocol> readProtocols(MapReader in) {
    List<ScrapeProtocol> protocols = new ProtocolReader(reading).read(in, " for global config");
    if (protocols == null && reading.defaults().protobufFirst()) {
      protocols = ScrapeProtocol.PROTOBUF_FIRST;
      in.print("scrape_protocols", protocols.stream().map(ScrapeProtocol::configName).toList());
    }
    return protocols;
  }

  private long readTimeoutMs(MapReader in, long intervalMs) {
    Node place = in.keyNode("scrape_timeout");
    long timeoutMs = in.durationMs("scrape_timeout", Math.min(DEFAULT_TIMEOUT_MS, intervalMs));
    if (timeoutMs > intervalMs) {
      reading.problems().at(place, "global scrape timeout greater than scrape interval");
    }
    return timeoutMs;
  }

  private Labels readExternalLabels(MapReader in, NameValidation validation) {
    EnvironmentVariables variables = new EnvironmentVariables(reading);
    SequencedMap<String, String> labels =
        new LabelMapReader(reading, validation).read(in, "external_labels");
    SequencedMap<String, String> expanded = new LinkedHashMap<>();
    labels.forEach((name, value) -> expanded.put(name, variables.expand(value)));
    in.print("external_labels", expanded);
    return Labels.of(expanded);
  }

  Map<String, Object> printed() {
    return printed;
  }
}
