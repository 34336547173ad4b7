package dev.deucalion.server.adapter;

import dev.deucalion.http.source.FeatureSource;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.function.FunctionCatalogue;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.ParserOptions.Feature;
import dev.deucalion.rules.template.function.FunctionTable;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.ProcessFlags;
import dev.deucalion.server.flags.WebFlags;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the program can do, under the names that Prometheus has for it. */
public final class FeatureList implements FeatureSource {
  private final SortedMap<String, SortedMap<String, Boolean>> features = new TreeMap<>();

  /**
   * @param flags what is switched on
   * @param language what PromQL has
   * @param engine how it is evaluated
   * @param scraping what scraping does
   * @param discovery names of the ways in which targets are found
   */
  public FeatureList(
      Flags flags,
      ParserOptions language,
      EngineOptions engine,
      Set<ScrapeFeature> scraping,
      Set<String> discovery) {
    List<String> switched = flags.features();
    addApi(flags, switched);
    addLanguage(language);
    set("promql", "delayed_name_removal", engine.has(EngineOptions.Feature.DELAYED_NAME_REMOVAL));
    set("promql", "per_step_stats", engine.has(EngineOptions.Feature.PER_STEP_STATS));
    set("promql", "type_and_unit_labels", engine.has(EngineOptions.Feature.TYPE_AND_UNIT_LABELS));
    addOperators(language);
    boolean experimental = language.features().contains(Feature.EXPERIMENTAL_FUNCTIONS);
    FunctionCatalogue.all()
        .forEach(function ->
            set("promql_functions", function.name(), experimental || !function.experimental()));
    boolean agent = flags.get(ProcessFlags.AGENT);
    set("prometheus", "agent_mode", agent);
    set("prometheus", "server_mode", !agent);
    set(
        "prometheus",
        "auto_reload_config",
        flags.get(ProcessFlags.CONFIG_AUTO_RELOAD) || switched.contains("auto-reload-config"));
    set("rules", "concurrent_rule_eval", switched.contains("concurrent-rule-eval"));
    set("rules", "keep_firing_for", true);
    set("rules", "query_offset", true);
    FunctionTable.ofPrometheus().forEach(name -> set("templating_functions", name, true));
    set("scrape", "extra_scrape_metrics", true);
    set(
        "scrape",
        "start_timestamp_zero_ingestion",
        scraping.contains(ScrapeFeature.START_TIMESTAMP_ZERO_SAMPLES));
    set("scrape", "type_and_unit_labels", scraping.contains(ScrapeFeature.TYPE_AND_UNIT_LABELS));
    if (scraping.contains(ScrapeFeature.START_TIMESTAMP_SYNTHESIS)) {
      set("scrape", "st-synthesis", true);
    }
    discovery.forEach(name -> set("service_discovery_providers", name, true));
    set("tsdb", "delayed_compaction", switched.contains("delayed-compaction"));
    set("tsdb", "exemplar_storage", switched.contains("exemplar-storage"));
    set("tsdb", "histograms_st_encoding", false);
    set("tsdb", "isolation", true);
    if (scraping.contains(ScrapeFeature.METADATA_RECORDS)) {
      set("tsdb", "metadata_wal_records", true);
    }
    set("tsdb", "native_histograms", true);
    set("tsdb", "st_storage", false);
    set("tsdb", "use_uncached_io", false);
    set("tsdb", "xor2_encoding", false);
    // The pages are neither of Prometheus' two.
    set("ui", "ui_v2", false);
    set("ui", "ui_v3", false);
  }

  private void addApi(Flags flags, List<String> switched) {
    set("api", "admin", flags.get(WebFlags.ENABLE_ADMIN_API));
    set("api", "otlp_write_receiver", flags.get(WebFlags.ENABLE_OTLP_RECEIVER));
    set("api", "remote_write_receiver", flags.get(WebFlags.ENABLE_REMOTE_WRITE_RECEIVER));
    set("api", "lifecycle", flags.get(WebFlags.ENABLE_LIFECYCLE));
    for (String name :
        List.of(
            "exclude_alerts",
            "label_values_match",
            "openapi_3.1",
            "openapi_3.2",
            "query_stats",
            "query_warnings",
            "search_fuzz_alg_jarowinkler",
            "search_fuzz_alg_subsequence",
            "time_range_labels",
            "time_range_series")) {
      set("api", name, true);
    }
    set("api", "search", switched.contains("search-api"));
    set("otlp_receiver", "delta_conversion", switched.contains("otlp-deltatocumulative"));
    set(
        "otlp_receiver",
        "native_delta_ingestion",
        switched.contains("otlp-native-delta-ingestion"));
  }

  private void addLanguage(ParserOptions language) {
    for (String name :
        List.of(
            "at_modifier",
            "bool",
            "by",
            "duration_expr",
            "group_left",
            "group_right",
            "ignoring",
            "negative_offset",
            "offset",
            "on",
            "per_query_lookback_delta",
            "subqueries",
            "without")) {
      set("promql", name, true);
    }
    boolean fill = language.features().contains(Feature.FILL_MODIFIERS);
    for (String name : List.of("fill", "fill_left", "fill_right")) {
      set("promql", name, fill);
    }
    boolean extended = language.features().contains(Feature.EXTENDED_RANGE_SELECTORS);
    for (String name : List.of("anchored", "smoothed")) {
      set("promql", name, extended);
    }
  }

  private void addOperators(ParserOptions language) {
    boolean experimental = language.features().contains(Feature.EXPERIMENTAL_FUNCTIONS);
    for (BinaryOp op : BinaryOp.values()) {
      set("promql_operators", op.symbol(), true);
    }
    for (String matcherOrModifier : List.of("=~", "!~", "@")) {
      set("promql_operators", matcherOrModifier, true);
    }
    for (AggregateOp op : AggregateOp.values()) {
      set("promql_operators", op.symbol(), experimental || !op.isExperimental());
    }
  }

  private void set(String category, String name, boolean enabled) {
    features.computeIfAbsent(category, c -> new TreeMap<>()).put(name, enabled);
  }

  @Override
  public SortedMap<String, SortedMap<String, Boolean>> features() {
    return features;
  }
}
