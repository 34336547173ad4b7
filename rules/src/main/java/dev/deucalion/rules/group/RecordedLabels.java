package dev.deucalion.rules.group;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.rules.options.RecordingRuleOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The labels under which results of a recording rule are stored. Mostly an evaluation gives the
 * same series in the same order as the one before, so what was made for a place is kept and
 * compared with first. One thread at a time.
 */
final class RecordedLabels {
  private final RecordingRuleOptions rule;
  private final List<Labels> results = new ArrayList<>();
  private final List<Labels> recorded = new ArrayList<>();

  RecordedLabels(RecordingRuleOptions rule) {
    this.rule = rule;
  }

  /** The labels for the result of an evaluation at a place, 0 for its first one. */
  Labels at(int place, Labels result) {
    if (place == results.size()) {
      results.add(result);
      recorded.add(make(result));
    } else if (!results.get(place).equals(result)) {
      results.set(place, result);
      recorded.set(place, make(result));
    }
    return recorded.get(place);
  }

  /** Forgets the places from here on. */
  void end(int count) {
    results.subList(count, results.size()).clear();
    recorded.subList(count, recorded.size()).clear();
  }

  private Labels make(Labels result) {
    LabelsBuilder labels = result.toBuilder().set(LabelNames.METRIC_NAME, rule.name());
    rule.labels().forEach(labels::set);
    return labels.build();
  }
}
