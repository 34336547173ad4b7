package dev.deucalion.rules.notify;

import java.util.List;

/**
 * URLs of Alertmanagers that discovery found, as alerts are sent to them.
 *
 * @param active those that are told of alerts
 * @param dropped those that relabeling drops
 */
public record Alertmanagers(List<String> active, List<String> dropped) {
  /** Nothing was found. */
  public static final Alertmanagers NONE = new Alertmanagers(List.of(), List.of());

  /** Copies the lists. */
  public Alertmanagers {
    active = List.copyOf(active);
    dropped = List.copyOf(dropped);
  }
}
