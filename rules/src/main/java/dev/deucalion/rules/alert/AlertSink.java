package dev.deucalion.rules.alert;

import java.util.List;

/** Takes alerts to be delivered. Safe for many threads. */
@FunctionalInterface
public interface AlertSink {
  /** Delivers to nobody. */
  AlertSink NONE = alerts -> {};

  /**
   * Takes over alerts of one rule, at least one, and returns at once: what cannot be delivered now
   * waits or is dropped, and counted, by the sink.
   */
  void send(List<Alert> alerts);
}
