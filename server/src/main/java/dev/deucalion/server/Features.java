package dev.deucalion.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code --enable-feature} switches on.
 *
 * @param experimentalFunctions whether PromQL has its experimental functions
 * @param delayedCompaction whether compactions of the head wait for a random time
 * @param exemplarStorage whether exemplars are kept
 */
record Features(boolean experimentalFunctions, boolean delayedCompaction, boolean exemplarStorage) {
  private static final Logger LOG = LoggerFactory.getLogger(Features.class);

  /** Names of Prometheus that have been taken for granted there. */
  private static final Set<String> ALWAYS_ON =
      Set.of("promql-duration-expr", "native-histograms", "ooo-native-histograms");

  private static final Set<String> NOT_YET =
      Set.of(
          "memory-snapshot-on-shutdown",
          "extra-scrape-metrics",
          "metadata-wal-records",
          "promql-per-step-stats",
          "concurrent-rule-eval",
          "created-timestamp-zero-ingestion",
          "xor2-encoding",
          "histograms-st-encoding",
          "st-synthesis",
          "st-storage",
          "use-start-timestamps",
          "promql-delayed-name-removal",
          "promql-extended-range-selectors",
          "promql-binop-fill-modifiers",
          "old-ui",
          "otlp-deltatocumulative",
          "otlp-native-delta-ingestion",
          "type-and-unit-labels",
          "use-uncached-io",
          "fast-startup",
          "search-api",
          "zstd-scrape",
          "auto-reload-config");

  private static final String EXPERIMENTAL_FUNCTIONS = "promql-experimental-functions";
  private static final String DELAYED_COMPACTION = "delayed-compaction";
  private static final String EXEMPLAR_STORAGE = "exemplar-storage";

  /**
   * Switches features on and logs what became of each.
   *
   * @throws IllegalArgumentException when two exclude each other
   */
  static Features enable(List<String> names) {
    Set<String> enabled = new HashSet<>();
    for (String name : names) {
      if (name.equals(EXPERIMENTAL_FUNCTIONS)) {
        LOG.info("Experimental PromQL functions enabled.");
      } else if (name.equals(DELAYED_COMPACTION)) {
        LOG.info("Experimental delayed compaction is enabled.");
      } else if (name.equals(EXEMPLAR_STORAGE)) {
        LOG.info("Experimental in-memory exemplar storage enabled");
      } else if (ALWAYS_ON.contains(name)) {
        warn("This option for --enable-feature is a no-op.", name);
      } else if (NOT_YET.contains(name)) {
        warn("This option for --enable-feature is not supported yet and has no effect", name);
      } else {
        warn("Unknown option for --enable-feature", name);
      }
      enabled.add(name);
    }
    if (enabled.containsAll(Set.of("otlp-deltatocumulative", "otlp-native-delta-ingestion"))) {
      throw new IllegalArgumentException(
          "cannot enable otlp-deltatocumulative and otlp-native-delta-ingestion features at the"
              + " same time");
    }
    return new Features(
        enabled.contains(EXPERIMENTAL_FUNCTIONS),
        enabled.contains(DELAYED_COMPACTION),
        enabled.contains(EXEMPLAR_STORAGE));
  }

  private static void warn(String message, String name) {
    LOG.atWarn().addKeyValue("option", name).log(message);
  }
}
