package dev.deucalion.server.metrics;

import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.DiscoveryStats;
import java.util.function.Supplier;

/** Metrics of finding targets, and of each mechanism by itself. */
public final class DiscoveryFamilies implements SelfMetrics.Area {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private final Supplier<DiscoveryStats> discovery;

  public DiscoveryFamilies(Supplier<DiscoveryStats> discovery) {
    this.discovery = discovery;
  }

  @Override
  public void accept(Families families) {
    DiscoveryStats stats = discovery.get();
    String name = stats.name();
    families.gauges(
        "prometheus_sd_failed_configs",
        "Configured ways to find targets that cannot work here.",
        values -> values.add(stats.failedConfigs(), "name", name));
    families.counters(
        "prometheus_sd_received_updates",
        "Updates that discoverers gave.",
        values -> values.add(stats.received(), "name", name));
    families.counters(
        "prometheus_sd_updates",
        "Batches of updates that were passed on.",
        values -> values.add(stats.sent(), "name", name));
    families.counters(
        "prometheus_sd_updates_delayed",
        "Updates that had to wait, since others were passed on just before.",
        values -> values.add(stats.delayed(), "name", name));
    families.gauges(
        "prometheus_sd_discovered_targets",
        "Targets that were discovered, those that relabeling drops included.",
        values ->
            stats
                .configs()
                .forEach((config, known) ->
                    values.add(known.targets(), "name", name, "config", config)));
    families.gauges(
        "prometheus_sd_last_update_timestamp_seconds",
        "When the targets were passed on last.",
        values ->
            stats
                .configs()
                .forEach((config, known) ->
                    values.add(known.lastUpdateMs() / 1e3, "name", name, "config", config)));
    stats.mechanisms().forEach(family -> add(families, family));
  }

  private static void add(Families families, DiscoveryMetrics.Family family) {
    switch (family.kind()) {
      case COUNTER ->
          families.counters(family.name(), family.help(), values -> fill(values, family));
      case GAUGE -> families.gauges(family.name(), family.help(), values -> fill(values, family));
      case SUMMARY ->
          families.summaries(
              family.name(),
              family.help(),
              QUANTILES,
              durations ->
                  family
                      .members()
                      .forEach(member ->
                          durations.add(
                              member.durations(), member.labels().toArray(String[]::new))));
    }
  }

  private static void fill(Families.Values values, DiscoveryMetrics.Family family) {
    family
        .members()
        .forEach(member -> values.add(member.value(), member.labels().toArray(String[]::new)));
  }
}
