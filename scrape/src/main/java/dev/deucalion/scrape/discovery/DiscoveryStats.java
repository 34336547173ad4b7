package dev.deucalion.scrape.discovery;

import java.util.List;
import java.util.Map;

/**
 * Counts of a {@link DiscoveryManager} at one moment; what {@code prometheus_sd_*} metrics show.
 *
 * @param name of the manager
 * @param failedConfigs options for which there is no discoverer
 * @param received updates that discoverers gave
 * @param sent batches of updates that were passed on
 * @param delayed updates that had to wait, since the last one was passed on just before
 * @param configs what is known of each configuration
 * @param mechanisms metrics of the mechanisms themselves
 */
public record DiscoveryStats(
    String name,
    int failedConfigs,
    long received,
    long sent,
    long delayed,
    Map<String, Config> configs,
    List<DiscoveryMetrics.Family> mechanisms) {
  /**
   * A configuration, such as a job.
   *
   * @param targets found, before relabeling
   * @param lastUpdateMs when they were passed on last
   */
  public record Config(int targets, long lastUpdateMs) {}
}
