package dev.deucalion.server.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics of parts that have nothing to do, since nothing is there yet that could be configured for
 * them. They are those that Prometheus shows when nothing is configured, and all are truly 0; what
 * it shows for each remote end does not exist without one. A part that gets something to do gets
 * its metrics from its own area.
 */
public final class IdleMetrics implements SelfMetrics.Area {
  private static final String TSDB = "prometheus_tsdb_";
  private static final Map<String, String> COUNTERS = counters();

  @Override
  public void accept(Families families) {
    COUNTERS.forEach((name, help) -> families.counter(name, help, 0));
  }

  /** By names without {@code _total}, which the exposition adds. */
  private static Map<String, String> counters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(TSDB + "compactions_skipped", "Compactions that were not allowed.");
    return all;
  }
}
