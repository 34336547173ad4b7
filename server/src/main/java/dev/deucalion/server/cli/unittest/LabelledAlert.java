package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.options.SortedTexts;
import dev.deucalion.server.cli.unittest.TestFile.ExpectedAlert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What tests compare of an alert. Empty values count. */
record LabelledAlert(Labels labels, Labels annotations) {
  private static final String ALERT_NAME = "alertname";

  /** The order in which alerts are compared and shown. */
  static final Comparator<LabelledAlert> ORDER =
      Comparator.<LabelledAlert, Labels>comparing(alert -> alert.labels())
          .thenComparing(alert -> alert.annotations());

  /** An alert that a rule gave. */
  static LabelledAlert of(ActiveAlert alert) {
    return new LabelledAlert(alert.labels(), labels(alert.annotations()));
  }

  /** An alert that a test expects under a name. */
  static LabelledAlert of(ExpectedAlert alert, String name) {
    Map<String, String> labels = new HashMap<>(alert.labels());
    labels.put(ALERT_NAME, name);
    return new LabelledAlert(labels(labels), labels(alert.annotations()));
  }

  private static Labels labels(Map<String, String> texts) {
    List<String> pairs = new ArrayList<>();
    SortedTexts.copyOf(texts).forEach((name, value) -> pairs.addAll(List.of(name, value)));
    return Labels.ofSortedPairs(pairs.toArray(String[]::new));
  }

  /** Alerts as a list with places, the lines behind the first after an indent. */
  static String describe(List<LabelledAlert> alerts, String indent) {
    if (alerts.isEmpty()) {
      return "[]";
    }
    StringBuilder out = new StringBuilder("[");
    for (int i = 0; i < alerts.size(); i++) {
      LabelledAlert alert = alerts.get(i);
      out.append(i == 0 ? "\n" : ",\n").append(i).append(":\n");
      out.append("  Labels:").append(alert.labels).append('\n');
      out.append("  Annotations:").append(alert.annotations);
    }
    return out.append("\n]").toString().replace("\n", "\n" + indent);
  }
}
