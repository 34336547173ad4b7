package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes labels and leaves values: {@code label_replace}, {@code label_join}. */
final class RelabelOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final UnaryOperator<Labels> change;
  private @Nullable MergedSeries output;

  RelabelOperator(QueryLimits limits, VectorOperator input, UnaryOperator<Labels> change) {
    this.limits = limits;
    this.input = input;
    this.change = change;
  }

  @Override
  public List<Labels> series() {
    return output().labels();
  }

  private MergedSeries output() {
    if (output == null) {
      output = MergedSeries.of(input.series().stream().map(this::changed).toList());
    }
    return output;
  }

  private Labels changed(Labels labels) {
    limits.checkpoint();
    Labels changed = change.apply(labels);
    if (!changed.equals(labels)) {
      limits.holdBytes(LabelSets.bytes(changed));
    }
    return changed;
  }

  @Override
  public void read(int series, Column out) {
    output().read(series, input::read, out);
  }

  @Override
  public @Nullable VectorOperator fork() {
    VectorOperator inputFork = input.fork();
    if (inputFork == null) {
      return null;
    }
    RelabelOperator fork = new RelabelOperator(limits, inputFork, change);
    fork.output = output;
    return fork;
  }
}
