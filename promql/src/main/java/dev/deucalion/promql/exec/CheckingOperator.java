package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at something, a parameter say, before its input is evaluated. */
final class CheckingOperator implements VectorOperator {
  private final VectorOperator input;
  private final Runnable check;
  private boolean checked;

  CheckingOperator(VectorOperator input, Runnable check) {
    this.input = input;
    this.check = check;
  }

  /**
   * Reads scalars first, also where no series needs them: what is wrong with them is wrong with the
   * query.
   */
  static VectorOperator reading(List<ScalarColumn> scalars, VectorOperator input) {
    return scalars.isEmpty()
        ? input
        : new CheckingOperator(input, () -> scalars.forEach(ScalarColumn::column));
  }

  @Override
  public List<Labels> series() {
    if (!checked) {
      checked = true;
      check.run();
    }
    return input.series();
  }

  @Override
  public void read(int series, Column out) {
    input.read(series, out);
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }

  @Override
  public @Nullable VectorOperator fork() {
    return input.fork();
  }
}
