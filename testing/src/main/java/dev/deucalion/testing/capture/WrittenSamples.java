package dev.deucalion.testing.capture;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.model.relabel.Relabeling;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what a remote end would be sent of all that is stored from now on, in its order. */
public final class WrittenSamples {
  private final Labels externalLabels;
  private final List<RelabelRule> relabeling;
  private final List<WrittenSample> kept = new CopyOnWriteArrayList<>();

  /**
   * Keeps nothing yet.
   *
   * @param externalLabels set on series that do not have them
   * @param relabeling {@code write_relabel_configs}
   */
  WrittenSamples(Labels externalLabels, List<RelabelRule> relabeling) {
    this.externalLabels = externalLabels;
    this.relabeling = List.copyOf(relabeling);
  }

  /** All so far. */
  public List<WrittenSample> all() {
    return List.copyOf(kept);
  }

  /** Those of a metric. */
  public List<WrittenSample> of(String metric) {
    return kept.stream().filter(sample -> sample.labels().metricName().equals(metric)).toList();
  }

  /** Forgets all so far. */
  public void clear() {
    kept.clear();
  }

  void add(List<WrittenSample> batch) {
    for (WrittenSample sample : batch) {
      Labels sent = relabeled(sample.labels());
      if (sent != null) {
        kept.add(new WrittenSample(sent, sample.timeMs(), sample.value(), sample.histogram()));
      }
    }
  }

  private @Nullable Labels relabeled(Labels labels) {
    LabelsBuilder sent = labels.toBuilder();
    externalLabels.forEach((name, value) -> {
      if (!sent.has(name)) {
        sent.set(name, value);
      }
    });
    return Relabeling.apply(relabeling, sent) ? sent.build() : null;
  }
}
