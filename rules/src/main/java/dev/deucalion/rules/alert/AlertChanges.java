package dev.deucalion.rules.alert;

import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds what becomes of the alerts of one rule from evaluation to evaluation. Not thread-safe. */
public final class AlertChanges {
  private Map<Labels, ActiveAlert> before = Map.of();

  /** The alerts whose state is another than at the evaluation before, by their labels. */
  public List<AlertChange> next(long timeMs, AlertStates states) {
    Map<Labels, ActiveAlert> now = new TreeMap<>();
    states.all().forEach(alert -> now.put(alert.labels(), alert));
    Map<Labels, ActiveAlert> either = new TreeMap<>(before);
    either.putAll(now);
    List<AlertChange> changes = new ArrayList<>();
    either.forEach((labels, alert) -> {
      AlertState was = stateOf(before, labels);
      AlertState is = stateOf(now, labels);
      if (was != is) {
        changes.add(new AlertChange(timeMs, alert, was, is));
      }
    });
    before = now;
    return changes;
  }

  private static AlertState stateOf(Map<Labels, ActiveAlert> alerts, Labels labels) {
    ActiveAlert alert = alerts.get(labels);
    return alert == null ? AlertState.INACTIVE : alert.state();
  }
}
