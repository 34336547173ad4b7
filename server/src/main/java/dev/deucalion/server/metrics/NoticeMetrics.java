package dev.deucalion.server.metrics;

import dev.deucalion.server.notice.Notices;

/** Metrics of what people who look after the program are told. */
public final class NoticeMetrics implements SelfMetrics.Area {
  private static final String PREFIX = "prometheus_api_notification_";

  private final Notices notices;

  public NoticeMetrics(Notices notices) {
    this.notices = notices;
  }

  @Override
  public void accept(Families families) {
    Notices.Stats stats = notices.stats();
    families.gauge(
        PREFIX + "active_subscribers", "Subscribers of live notifications.", stats.subscribers());
    families.counter(PREFIX + "updates_sent", "Notifications sent to subscribers.", stats.sent());
    families.counter(
        PREFIX + "updates_dropped",
        "Notifications that a subscriber was too slow for.",
        stats.dropped());
  }
}
