package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets a label and leaves values: {@code label_replace}, {@code label_join}. */
final class RelabelOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final String label;
  private final Change change;

  /** The inputs that were given a metric name, which then stays. */
  private final BitSet named = new BitSet();

  private @Nullable MergedSeries output;

  /** Says what a label becomes. */
  @FunctionalInterface
  interface Change {
    /**
     * The value that the label gets, empty to remove it, or null where the series stays as it is.
     */
    @Nullable String valueFor(Labels labels);
  }

  /**
   * @param label name of the label that is set
   */
  RelabelOperator(QueryLimits limits, VectorOperator input, String label, Change change) {
    this.limits = limits;
    this.input = input;
    this.label = label;
    this.change = change;
  }

  @Override
  public List<Labels> series() {
    return output().labels();
  }

  private MergedSeries output() {
    if (output == null) {
      List<Labels> series = input.series();
      List<Labels> changed = new ArrayList<>(series.size());
      for (int i = 0; i < series.size(); i++) {
        changed.add(changed(i, series.get(i)));
      }
      output = MergedSeries.of(limits, changed);
    }
    return output;
  }

  private Labels changed(int series, Labels labels) {
    limits.checkpoint();
    String value = change.valueFor(labels);
    if (value == null) {
      return labels;
    }
    named.set(series, label.equals(LabelNames.METRIC_NAME));
    Labels changed = LabelSets.with(labels, label, value);
    if (!changed.equals(labels)) {
      limits.holdBytes(changed.heapBytes());
    }
    return changed;
  }

  @Override
  public void read(int series, Column out) {
    output().read(series, input::read, out);
  }

  @Override
  public boolean losesName(int series) {
    int first = output().first(series);
    return !named.get(first) && input.losesName(first);
  }

  @Override
  public @Nullable VectorOperator fork() {
    VectorOperator inputFork = input.fork();
    if (inputFork == null) {
      return null;
    }
    RelabelOperator fork = new RelabelOperator(limits, inputFork, label, change);
    fork.output = output;
    return fork;
  }
}
