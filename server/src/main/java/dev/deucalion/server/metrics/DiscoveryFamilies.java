package dev.deucalion.server.metrics;

import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.DiscoveryStats;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Metrics of finding targets, and of each mechanism by itself. */
public final class DiscoveryFamilies implements SelfMetrics.Area {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private final Supplier<List<DiscoveryStats>> discovery;

  /**
   * Families of all that find targets.
   *
   * @param discovery each by its name; all count what mechanisms do in one place
   */
  public DiscoveryFamilies(Supplier<List<DiscoveryStats>> discovery) {
    this.discovery = discovery;
  }

  @Override
  public void accept(Families families) {
    List<DiscoveryStats> all = discovery.get();
    families.gauges(
        "prometheus_sd_failed_configs",
        "Configured ways to find targets that cannot work here.",
        values -> all.forEach(one -> values.add(one.failedConfigs(), "name", one.name())));
    families.counters(
        "prometheus_sd_received_updates",
        "Updates that discoverers gave.",
        values -> all.forEach(one -> values.add(one.received(), "name", one.name())));
    families.counters(
        "prometheus_sd_updates",
        "Batches of updates that were passed on.",
        values -> all.forEach(one -> values.add(one.sent(), "name", one.name())));
    families.counters(
        "prometheus_sd_updates_delayed",
        "Updates that had to wait, since others were passed on just before.",
        values -> all.forEach(one -> values.add(one.delayed(), "name", one.name())));
    families.gauges(
        "prometheus_sd_discovered_targets",
        "Targets that were discovered, those that relabeling drops included.",
        values -> addConfigs(values, all, DiscoveryStats.Config::targets));
    families.gauges(
        "prometheus_sd_last_update_timestamp_seconds",
        "When the targets were passed on last.",
        values -> addConfigs(values, all, config -> config.lastUpdateMs() / 1e3));
    all.getFirst().mechanisms().forEach(family -> add(families, family));
  }

  private static void addConfigs(
      Families.Values values,
      List<DiscoveryStats> all,
      Function<DiscoveryStats.Config, Number> value) {
    all.forEach(one ->
        one.configs()
            .forEach((config, known) ->
                values.add(value.apply(known), "name", one.name(), "config", config)));
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
