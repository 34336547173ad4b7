package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Its input without native histograms, of which nothing is said. */
final class FloatsOperator implements VectorOperator {
  private final VectorOperator input;

  FloatsOperator(VectorOperator input) {
    this.input = input;
  }

  @Override
  public List<Labels> series() {
    return input.series();
  }

  @Override
  public void read(int series, Column out) {
    input.read(series, out);
    out.dropHistograms();
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }

  @Override
  public @Nullable VectorOperator fork() {
    VectorOperator inputFork = input.fork();
    return inputFork == null ? null : new FloatsOperator(inputFork);
  }
}
