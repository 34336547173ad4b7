package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes labels and leaves values: {@code label_replace}, {@code label_join}. */
final class RelabelOperator implements VectorOperator {
  private final VectorOperator input;
  private final UnaryOperator<Labels> change;
  private @Nullable MergedSeries output;

  RelabelOperator(VectorOperator input, UnaryOperator<Labels> change) {
    this.input = input;
    this.change = change;
  }

  @Override
  public List<Labels> series() {
    return output().labels();
  }

  private MergedSeries output() {
    if (output == null) {
      output = MergedSeries.of(input.series().stream().map(change).toList());
    }
    return output;
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
    RelabelOperator fork = new RelabelOperator(inputFork, change);
    fork.output = output;
    return fork;
  }
}
