package dev.deucalion.server;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.receive.WriteExtra;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.server.config.part.ConfigDefaults;
import dev.deucalion.server.remote.options.MetadataOrigin;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code --enable-feature} has switched on. */
record Features(Set<Feature> enabled) {
  private static final Logger LOG = LoggerFactory.getLogger(Features.class);

  /** Names of Prometheus that have been taken for granted there. */
  private static final Set<String> ALWAYS_ON =
      Set.of("promql-duration-expr", "native-histograms", "ooo-native-histograms");

  private static final Set<String> NOT_YET =
      Set.of(
          "memory-snapshot-on-shutdown",
          "xor2-encoding",
          "histograms-st-encoding",
          "st-storage",
          "old-ui",
          "use-uncached-io",
          "fast-startup");

  Features {
    enabled = Set.copyOf(enabled);
  }

  boolean has(Feature feature) {
    return enabled.contains(feature);
  }

  /** What PromQL has beyond the stable language. */
  ParserOptions parserOptions() {
    Set<ParserOptions.Feature> language = EnumSet.noneOf(ParserOptions.Feature.class);
    if (has(Feature.EXPERIMENTAL_FUNCTIONS)) {
      language.add(ParserOptions.Feature.EXPERIMENTAL_FUNCTIONS);
    }
    if (has(Feature.FILL_MODIFIERS)) {
      language.add(ParserOptions.Feature.FILL_MODIFIERS);
    }
    if (has(Feature.EXTENDED_RANGE_SELECTORS)) {
      language.add(ParserOptions.Feature.EXTENDED_RANGE_SELECTORS);
    }
    return ParserOptions.DEFAULTS.withFeatures(language);
  }

  /** What PromQL evaluates otherwise than by default. */
  Set<EngineOptions.Feature> engineFeatures() {
    Set<EngineOptions.Feature> engine = EnumSet.noneOf(EngineOptions.Feature.class);
    if (has(Feature.EXPERIMENTAL_FUNCTIONS)) {
      engine.add(EngineOptions.Feature.EXPERIMENTAL_FUNCTIONS);
    }
    if (has(Feature.PER_STEP_STATS)) {
      engine.add(EngineOptions.Feature.PER_STEP_STATS);
    }
    if (has(Feature.DELAYED_NAME_REMOVAL)) {
      engine.add(EngineOptions.Feature.DELAYED_NAME_REMOVAL);
    }
    if (has(Feature.TYPE_AND_UNIT_LABELS)) {
      engine.add(EngineOptions.Feature.TYPE_AND_UNIT_LABELS);
    }
    if (has(Feature.START_TIMESTAMPS)) {
      engine.add(EngineOptions.Feature.START_TIMESTAMPS);
    }
    return engine;
  }

  /** What scraping does beyond its defaults. */
  Set<ScrapeFeature> scrapeFeatures() {
    Set<ScrapeFeature> scrape = EnumSet.noneOf(ScrapeFeature.class);
    if (has(Feature.CREATED_TIMESTAMPS)) {
      scrape.add(ScrapeFeature.START_TIMESTAMP_ZERO_SAMPLES);
    }
    if (has(Feature.START_SYNTHESIS)) {
      scrape.add(ScrapeFeature.START_TIMESTAMP_SYNTHESIS);
    }
    if (has(Feature.TYPE_AND_UNIT_LABELS)) {
      scrape.add(ScrapeFeature.TYPE_AND_UNIT_LABELS);
    }
    if (has(Feature.METADATA_RECORDS)) {
      scrape.add(ScrapeFeature.METADATA_RECORDS);
    }
    if (has(Feature.ZSTD_SCRAPE)) {
      scrape.add(ScrapeFeature.ZSTD);
    }
    return scrape;
  }

  /** What the receiver of remote writes takes beside samples. */
  Set<WriteExtra> writeExtras() {
    Set<WriteExtra> extras = EnumSet.noneOf(WriteExtra.class);
    if (has(Feature.CREATED_TIMESTAMPS)) {
      extras.add(WriteExtra.START_ZERO_SAMPLES);
    }
    if (has(Feature.METADATA_RECORDS)) {
      extras.add(WriteExtra.METADATA_RECORDS);
    }
    if (has(Feature.TYPE_AND_UNIT_LABELS)) {
      extras.add(WriteExtra.TYPE_AND_UNIT_LABELS);
    }
    return extras;
  }

  /** What tells the type and the unit of the series that are sent by remote writes. */
  MetadataOrigin sentMetadata() {
    return has(Feature.TYPE_AND_UNIT_LABELS) ? MetadataOrigin.LABELS : MetadataOrigin.RECORDS;
  }

  /** What is taken of OTLP otherwise than by default. */
  Set<OtlpSettings.Switch> otlpSwitches() {
    Set<OtlpSettings.Switch> otlp = EnumSet.noneOf(OtlpSettings.Switch.class);
    if (has(Feature.OTLP_DELTA_CONVERSION)) {
      otlp.add(OtlpSettings.Switch.CONVERT_DELTAS);
    }
    if (has(Feature.OTLP_NATIVE_DELTA)) {
      otlp.add(OtlpSettings.Switch.NATIVE_DELTA_INGESTION);
    }
    if (has(Feature.TYPE_AND_UNIT_LABELS)) {
      otlp.add(OtlpSettings.Switch.TYPE_AND_UNIT_LABELS);
    }
    if (has(Feature.CREATED_TIMESTAMPS)) {
      otlp.add(OtlpSettings.Switch.START_ZERO_SAMPLES);
    }
    if (has(Feature.METADATA_RECORDS)) {
      otlp.add(OtlpSettings.Switch.METADATA_RECORDS);
    }
    return otlp;
  }

  /** What holds where the configuration is silent. */
  ConfigDefaults configDefaults() {
    return new ConfigDefaults(has(Feature.CREATED_TIMESTAMPS), has(Feature.EXTRA_SCRAPE_METRICS));
  }

  /**
   * Switches features on and logs what became of each.
   *
   * @throws IllegalArgumentException when two exclude each other
   */
  static Features enable(List<String> names) {
    Set<Feature> enabled = EnumSet.noneOf(Feature.class);
    for (String name : names) {
      Optional<Feature> feature = Feature.named(name);
      if (feature.isPresent()) {
        announce(feature.get(), name);
        enabled.add(feature.get());
      } else if (ALWAYS_ON.contains(name)) {
        warn("This option for --enable-feature is a no-op.", name);
      } else if (NOT_YET.contains(name)) {
        warn("This option for --enable-feature is not supported yet and has no effect", name);
      } else {
        warn("Unknown option for --enable-feature", name);
      }
    }
    if (names.containsAll(Set.of("otlp-deltatocumulative", "otlp-native-delta-ingestion"))) {
      throw new IllegalArgumentException(
          "cannot enable otlp-deltatocumulative and otlp-native-delta-ingestion features at the"
              + " same time");
    }
    return new Features(enabled);
  }

  private static void announce(Feature feature, String name) {
    if (feature == Feature.AUTO_RELOAD_CONFIG) {
      warn(feature.announcement(), name);
    } else {
      LOG.info(feature.announcement());
    }
  }

  private static void warn(String message, String name) {
    LOG.atWarn().addKeyValue("option", name).log(message);
  }
}
