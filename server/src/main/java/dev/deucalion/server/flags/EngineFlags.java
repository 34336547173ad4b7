package dev.deucalion.server.flags;

import java.util.List;

/** Flags of scraping, queries, rules and alerts. */
public final class EngineFlags {
  public static final Flag<Boolean> SCRAPE_ADJUST_TIMESTAMPS =
      Flag.of(
              "scrape.adjust-timestamps",
              FlagType.SWITCH,
              "Move the times of scrapes to the intended ones, by at most"
                  + " --scrape.timestamp-tolerance.")
          .byDefault("true")
          .notInHelp();

  /** In Go's notation, as the only duration of the command line. */
  public static final Flag<Long> SCRAPE_TIMESTAMP_TOLERANCE =
      Flag.of(
              "scrape.timestamp-tolerance",
              FlagType.GO_DURATION,
              "How far the time of a scrape may be moved.")
          .byDefault("2ms")
          .notInHelp();

  public static final Flag<Long> SCRAPE_DISCOVERY_RELOAD_INTERVAL =
      Flag.of(
              "scrape.discovery-reload-interval",
              FlagType.DURATION,
              "How often discovered targets are taken over at most.")
          .byDefault("5s")
          .notInHelp();

  public static final Flag<Long> QUERY_LOOKBACK_DELTA =
      Flag.of(
              "query.lookback-delta",
              FlagType.DURATION,
              "How far queries and federation look back for a sample.")
          .byDefault("5m")
          .serverOnly();

  public static final Flag<Long> QUERY_TIMEOUT =
      Flag.of("query.timeout", FlagType.DURATION, "How long a query may take.")
          .byDefault("2m")
          .serverOnly();

  public static final Flag<Integer> QUERY_MAX_CONCURRENCY =
      Flag.of("query.max-concurrency", FlagType.INT, "Most queries evaluated at a time.")
          .byDefault("20")
          .serverOnly();

  public static final Flag<Integer> QUERY_MAX_SAMPLES =
      Flag.of(
              "query.max-samples",
              FlagType.INT,
              "Most samples that one query may hold in memory, and so may return.")
          .byDefault("50000000")
          .serverOnly();

  public static final Flag<Long> QUERY_MAX_MEMORY =
      Flag.of(
              "query.max-memory",
              FlagType.BYTES,
              "Most memory that one query may hold, its answer included. 0 is a quarter of the"
                  + " heap. Deucalion only.")
          .byDefault("0")
          .serverOnly();

  public static final Flag<Long> QUERY_MAX_TOTAL_MEMORY =
      Flag.of(
              "query.max-total-memory",
              FlagType.BYTES,
              "Most memory that all queries together may hold. 0 is half of the heap. Deucalion"
                  + " only.")
          .byDefault("0")
          .serverOnly();

  public static final Flag<Long> ALERT_FOR_OUTAGE_TOLERANCE =
      Flag.of(
              "rules.alert.for-outage-tolerance",
              FlagType.DURATION,
              "Longest outage over which the \"for\" state of an alert is restored.")
          .byDefault("1h")
          .serverOnly();

  public static final Flag<Long> ALERT_FOR_GRACE_PERIOD =
      Flag.of(
              "rules.alert.for-grace-period",
              FlagType.DURATION,
              "Least time between a restored \"for\" state and the alert.")
          .byDefault("10m")
          .serverOnly();

  public static final Flag<Long> ALERT_RESEND_DELAY =
      Flag.of(
              "rules.alert.resend-delay",
              FlagType.DURATION,
              "Least time before an alert is sent to an Alertmanager again.")
          .byDefault("1m")
          .serverOnly();

  public static final Flag<Long> RULES_MAX_CONCURRENT_EVALS =
      Flag.of(
              "rules.max-concurrent-evals",
              FlagType.LONG,
              "Most independent rules evaluated at a time.")
          .byDefault("4")
          .serverOnly();

  public static final Flag<Long> RULES_CATCH_UP =
      Flag.of(
              "rules.catch-up",
              FlagType.DURATION,
              "Longest outage whose missed evaluations of recording rules are made up for at the"
                  + " start; 0 for none. An addition of Deucalion.")
          .byDefault("0s")
          .serverOnly();

  public static final Flag<Integer> NOTIFICATION_QUEUE_CAPACITY =
      Flag.of(
              "alertmanager.notification-queue-capacity",
              FlagType.INT,
              "How many notifications may wait for an Alertmanager.")
          .byDefault("10000")
          .serverOnly();

  public static final Flag<Integer> NOTIFICATION_BATCH_SIZE =
      Flag.of(
              "alertmanager.notification-batch-size",
              FlagType.INT,
              "Most notifications sent to an Alertmanager at once.")
          .byDefault("256")
          .serverOnly();

  public static final Flag<Boolean> DRAIN_NOTIFICATION_QUEUE =
      Flag.of(
              "alertmanager.drain-notification-queue-on-shutdown",
              FlagType.SWITCH,
              "Send waiting notifications at shutdown instead of dropping them.")
          .byDefault("true")
          .serverOnly();

  static final List<Flag<?>> ALL =
      List.of(
          SCRAPE_ADJUST_TIMESTAMPS,
          SCRAPE_TIMESTAMP_TOLERANCE,
          SCRAPE_DISCOVERY_RELOAD_INTERVAL,
          QUERY_LOOKBACK_DELTA,
          QUERY_TIMEOUT,
          QUERY_MAX_CONCURRENCY,
          QUERY_MAX_SAMPLES,
          QUERY_MAX_MEMORY,
          QUERY_MAX_TOTAL_MEMORY,
          ALERT_FOR_OUTAGE_TOLERANCE,
          ALERT_FOR_GRACE_PERIOD,
          ALERT_RESEND_DELAY,
          RULES_MAX_CONCURRENT_EVALS,
          RULES_CATCH_UP,
          NOTIFICATION_QUEUE_CAPACITY,
          NOTIFICATION_BATCH_SIZE,
          DRAIN_NOTIFICATION_QUEUE);

  private EngineFlags() {}
}
