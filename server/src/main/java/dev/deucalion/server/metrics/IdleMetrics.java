package dev.deucalion.server.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics of parts that have nothing to do, since nothing is there yet that could be configured for
 * them: notifications, federation and blocks. They are those that Prometheus shows when nothing is
 * configured, and all are truly 0; what it shows for each Alertmanager or remote end does not exist
 * without one. A part that gets something to do gets its metrics from its own area.
 */
public final class IdleMetrics implements SelfMetrics.Area {
  private static final String TSDB = "prometheus_tsdb_";
  private static final Map<String, String> COUNTERS = counters();
  private static final Map<String, String> GAUGES = gauges();

  private final int notificationQueueCapacity;

  /**
   * Metrics of idle parts.
   *
   * @param notificationQueueCapacity how many alert notifications may wait
   */
  public IdleMetrics(int notificationQueueCapacity) {
    this.notificationQueueCapacity = notificationQueueCapacity;
  }

  @Override
  public void accept(Families families) {
    families.gauge(
        "prometheus_notifications_queue_capacity",
        "How many alert notifications may wait.",
        notificationQueueCapacity);
    GAUGES.forEach((name, help) -> families.gauge(name, help, 0));
    COUNTERS.forEach((name, help) -> families.counter(name, help, 0));
  }

  private static Map<String, String> gauges() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("prometheus_notifications_queue_length", "Alert notifications that wait to be sent.");
    all.put(
        "prometheus_notifications_alertmanagers_discovered",
        "Alertmanagers that were found and are in use.");
    return all;
  }

  /** By names without {@code _total}, which the exposition adds. */
  private static Map<String, String> counters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("prometheus_web_federation_errors", "Errors while federating.");
    all.put("prometheus_web_federation_warnings", "Warnings while federating.");
    all.put(TSDB + "compactions_skipped", "Compactions that were not allowed.");
    return all;
  }
}
