package dev.deucalion.server.metrics;

import dev.deucalion.rules.notify.AlertmanagerStats;
import dev.deucalion.rules.notify.Notifier;
import java.util.List;
import java.util.function.Function;

/** Metrics of telling Alertmanagers of alerts. */
public final class NotifierMetrics implements SelfMetrics.Area {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};
  private static final String PREFIX = "prometheus_notifications_";
  private static final String LABEL = "alertmanager";

  private final Notifier notifier;

  public NotifierMetrics(Notifier notifier) {
    this.notifier = notifier;
  }

  @Override
  public void accept(Families families) {
    families.gauge(
        PREFIX + "queue_capacity",
        "How many alert notifications may wait for an Alertmanager.",
        notifier.queueCapacity());
    families.gauge(
        PREFIX + "alertmanagers_discovered",
        "Alertmanagers that were found and are in use.",
        notifier.alertmanagers().active().size());
    List<AlertmanagerStats> all = notifier.stats();
    if (all.isEmpty()) {
      return;
    }
    families.gauges(
        PREFIX + "queue_length",
        "Alert notifications that wait to be sent.",
        values -> all.forEach(one -> values.add(one.waiting(), LABEL, one.url())));
    counter(families, all, "sent", "Alerts that were sent.", AlertmanagerStats::sent);
    counter(
        families,
        all,
        "errors",
        "Alerts in requests that failed; those that are tried again count again.",
        AlertmanagerStats::errors);
    counter(
        families,
        all,
        "dropped",
        "Alerts that were dropped: for want of room, or since they were refused.",
        AlertmanagerStats::dropped);
    families.summaries(
        PREFIX + "latency_seconds",
        "How long it took to send alerts.",
        QUANTILES,
        durations -> all.forEach(one -> durations.add(one.latency(), LABEL, one.url())));
    families.histograms(
        PREFIX + "latency_histogram_seconds",
        "How long it took to send alerts, by buckets.",
        all,
        AlertmanagerStats::latencySeconds,
        one -> new String[] {LABEL, one.url()});
  }

  private static void counter(
      Families families,
      List<AlertmanagerStats> all,
      String name,
      String help,
      Function<AlertmanagerStats, Number> value) {
    families.counters(
        PREFIX + name,
        help,
        values -> all.forEach(one -> values.add(value.apply(one), LABEL, one.url())));
  }
}
