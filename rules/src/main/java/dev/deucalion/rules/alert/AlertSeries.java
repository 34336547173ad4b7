package dev.deucalion.rules.alert;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.engine.QueryValue.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The series that tell of the alerts of one rule: {@code ALERTS}, which is 1 for each that is
 * pending or fires, and {@code ALERTS_FOR_STATE}, which is the time since which it is there, in
 * seconds since the epoch.
 *
 * @param alert name of the alert
 * @param ruleLabels the templates of the rule's labels, by label
 */
public record AlertSeries(String alert, SortedMap<String, String> ruleLabels) {
  /** Metric that tells the state of alerts. */
  public static final String STATE_METRIC = "ALERTS";

  /** Metric that tells since when alerts are there. */
  public static final String SINCE_METRIC = "ALERTS_FOR_STATE";

  /** Label with the name of an alert. */
  public static final String ALERT_NAME = "alertname";

  private static final String STATE_LABEL = "alertstate";

  /** Begins what a template fills in. */
  private static final String ACTION = "{{";

  /** Two samples for each alert that is pending or fires. */
  public List<Sample> samples(AlertStates states, long timeMs) {
    List<Sample> samples = new ArrayList<>();
    for (ActiveAlert alert : states.active()) {
      LabelsBuilder labels = new LabelsBuilder();
      for (Map.Entry<String, String> label : ruleLabels.entrySet()) {
        labels.set(label.getKey(), label.getValue());
      }
      labels.setAll(alert.labels());
      labels.set(ALERT_NAME, this.alert);
      labels.set(LabelNames.METRIC_NAME, SINCE_METRIC);
      double sinceSeconds = Math.floorDiv(alert.activeAtMs(), 1_000L);
      Sample since = new Sample(labels.build(), timeMs, sinceSeconds);
      labels.set(LabelNames.METRIC_NAME, STATE_METRIC);
      labels.set(STATE_LABEL, alert.state().text());
      samples.add(new Sample(labels.build(), timeMs, 1));
      samples.add(since);
    }
    return samples;
  }

  /** Finds {@code ALERTS_FOR_STATE} of all alerts of the rule. */
  List<Matcher> sinceMatchers() {
    LabelsBuilder labels = new LabelsBuilder();
    ruleLabels.forEach((name, value) -> {
      if (!value.contains(ACTION)) {
        labels.set(name, value);
      }
    });
    labels.set(LabelNames.METRIC_NAME, SINCE_METRIC);
    labels.set(ALERT_NAME, alert);
    List<Matcher> matchers = new ArrayList<>();
    Labels known = labels.build();
    for (int i = 0; i < known.size(); i++) {
      matchers.add(Matcher.equal(known.name(i), known.value(i)));
    }
    return matchers;
  }
}
