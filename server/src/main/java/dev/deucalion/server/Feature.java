package dev.deucalion.server;

import java.util.List;
import java.util.Optional;

/** What {@code --enable-feature} can switch on. */
enum Feature {
  EXPERIMENTAL_FUNCTIONS("promql-experimental-functions", "Experimental PromQL functions enabled."),
  FILL_MODIFIERS(
      "promql-binop-fill-modifiers", "Experimental PromQL binary operator fill modifiers enabled."),
  EXTENDED_RANGE_SELECTORS(
      "promql-extended-range-selectors", "Experimental PromQL extended range selectors enabled."),
  PER_STEP_STATS("promql-per-step-stats", "Experimental per-step statistics reporting"),
  DELAYED_NAME_REMOVAL(
      "promql-delayed-name-removal", "Experimental PromQL delayed name removal enabled."),
  START_TIMESTAMPS(
      "use-start-timestamps",
      "Experimental usage of start timestamps in PromQL engine is enabled."),
  AUTO_RELOAD_CONFIG(
      "auto-reload-config",
      "This option for --enable-feature is deprecated. Use --config.auto-reload instead."),
  CREATED_TIMESTAMPS(
      "created-timestamp-zero-ingestion",
      "Experimental start timestamp zero ingestion enabled. OpenMetrics 1.0 parsing will parse"
          + " <metric>_created metrics as ST instead of normal sample. Changed default"
          + " scrape_protocols to prefer PrometheusProto format."),
  START_SYNTHESIS("st-synthesis", "Experimental start timestamp synthesis enabled."),
  TYPE_AND_UNIT_LABELS("type-and-unit-labels", "Experimental type and unit labels enabled"),
  METADATA_RECORDS("metadata-wal-records", "Experimental metadata records in WAL enabled"),
  ZSTD_SCRAPE("zstd-scrape", "Experimental support for scraping with zstd enabled."),
  EXTRA_SCRAPE_METRICS(
      "extra-scrape-metrics",
      "Default of extra_scrape_metrics changed to true; set it in the configuration instead."),
  CONCURRENT_RULES("concurrent-rule-eval", "Experimental concurrent rule evaluation enabled."),
  DELAYED_COMPACTION("delayed-compaction", "Experimental delayed compaction is enabled."),
  OTLP_DELTA_CONVERSION("otlp-deltatocumulative", "Converting delta OTLP metrics to cumulative"),
  OTLP_NATIVE_DELTA(
      "otlp-native-delta-ingestion",
      "Experimental native ingestion of delta OTLP metrics is enabled: raw sample values are"
          + " stored without conversion."),
  SEARCH_API("search-api", "Experimental search API enabled."),
  EXEMPLAR_STORAGE("exemplar-storage", "Experimental in-memory exemplar storage enabled");

  private final String option;
  private final String announcement;

  Feature(String option, String announcement) {
    this.option = option;
    this.announcement = announcement;
  }

  /** What is logged where it is switched on. */
  String announcement() {
    return announcement;
  }

  /** Whether it is among these names. */
  boolean isIn(List<String> options) {
    return options.contains(option);
  }

  /** The feature of this name, where there is one. */
  static Optional<Feature> named(String option) {
    for (Feature feature : values()) {
      if (feature.option.equals(option)) {
        return Optional.of(feature);
      }
    }
    return Optional.empty();
  }
}
