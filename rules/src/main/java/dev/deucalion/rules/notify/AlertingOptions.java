package dev.deucalion.rules.notify;

import dev.deucalion.model.relabel.RelabelRule;
import java.util.List;

/**
 * What {@code alerting} of the configuration says.
 *
 * @param alertRelabeling applied to each alert, whoever is told of it
 * @param alertmanagers each of the entries
 */
public record AlertingOptions(
    List<RelabelRule> alertRelabeling, List<AlertmanagerOptions> alertmanagers) {
  /** Nobody is told. */
  public static final AlertingOptions NONE = new AlertingOptions(List.of(), List.of());

  /** Copies the lists. */
  public AlertingOptions {
    alertRelabeling = List.copyOf(alertRelabeling);
    alertmanagers = List.copyOf(alertmanagers);
  }
}
