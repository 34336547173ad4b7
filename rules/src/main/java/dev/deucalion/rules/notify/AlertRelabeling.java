package dev.deucalion.rules.notify;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.model.relabel.Relabeling;
import dev.deucalion.rules.alert.Alert;
import java.util.ArrayList;
import java.util.List;

/** Makes of alerts those that are sent. */
public final class AlertRelabeling {
  private AlertRelabeling() {}

  /**
   * The alerts with the external labels that they do not have themselves, after relabeling, without
   * those that it drops.
   */
  public static List<Alert> apply(
      List<RelabelRule> rules, Labels externalLabels, List<Alert> alerts) {
    if (rules.isEmpty() && externalLabels.isEmpty()) {
      return alerts;
    }
    List<Alert> result = new ArrayList<>(alerts.size());
    for (Alert alert : alerts) {
      LabelsBuilder labels = alert.labels().toBuilder();
      externalLabels.forEach((name, value) -> {
        if (!labels.has(name)) {
          labels.set(name, value);
        }
      });
      if (Relabeling.apply(rules, labels)) {
        result.add(
            new Alert(
                labels.build(),
                alert.annotations(),
                alert.startsAtMs(),
                alert.endsAtMs(),
                alert.generatorUrl()));
      }
    }
    return result;
  }
}
