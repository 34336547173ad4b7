package dev.deucalion.http.source;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is scraped at the moment. Each answer is a snapshot that nobody changes any more. */
public interface TargetSource {
  /** Names of the scrape pools, one for each scrape configuration, in any order. */
  List<String> scrapePools();

  /** Targets that are scraped, in any order; within a pool the order is kept in answers. */
  List<ActiveTarget> activeTargets();

  /** Targets that relabeling dropped, as many as the configuration keeps. */
  List<DroppedTarget> droppedTargets();

  /** How many targets relabeling dropped, by pool, also those that are not kept. */
  Map<String, Integer> droppedTargetCounts();

  /** The rules that targets of a pool go through; empty where there is no such pool. */
  Optional<List<RelabelRule>> relabelRules(String scrapePool);

  /**
   * The configuration of a pool as YAML, with defaults filled in and secrets hidden; empty where
   * there is no such pool.
   */
  Optional<String> scrapePoolConfig(String scrapePool);

  /** Whether the last scrape went well. */
  enum Health {
    UNKNOWN("unknown"),
    UP("up"),
    DOWN("down");

    private final String text;

    Health(String text) {
      this.text = text;
    }

    /** As written in answers. */
    public String text() {
      return text;
    }
  }

  /**
   * A target that is scraped.
   *
   * @param discoveredLabels labels before relabeling, those that start with two underscores too
   * @param labels labels that its series carry
   * @param scrapeUrl full URL with parameters
   * @param lastError empty when the last scrape went well
   * @param lastScrape start of the last scrape, or null before the first
   * @param scrapeInterval as a Prometheus duration, {@code 15s}
   * @param scrapeTimeout as a Prometheus duration
   */
  record ActiveTarget(
      Labels discoveredLabels,
      Labels labels,
      String scrapePool,
      String scrapeUrl,
      String lastError,
      @Nullable Instant lastScrape,
      long lastScrapeDurationNanos,
      Health health,
      String scrapeInterval,
      String scrapeTimeout) {}

  /** A target that relabeling dropped, with its labels before relabeling. */
  record DroppedTarget(Labels discoveredLabels, String scrapePool) {}
}
