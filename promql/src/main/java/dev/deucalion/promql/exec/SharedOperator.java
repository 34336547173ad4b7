package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates an operator once for several readers. */
final class SharedOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final int steps;
  private int readers;
  private @Nullable SharedColumns columns;

  SharedOperator(QueryLimits limits, VectorOperator input, int steps) {
    this.limits = limits;
    this.input = input;
    this.steps = steps;
  }

  /** Adds a reader; all must be there before the first one reads. */
  VectorOperator newReader() {
    readers++;
    return new VectorOperator() {
      @Override
      public List<Labels> series() {
        return input.series();
      }

      @Override
      public void read(int series, Column out) {
        columns().read(series, out);
      }

      @Override
      public boolean losesName(int series) {
        return input.losesName(series);
      }
    };
  }

  private SharedColumns columns() {
    if (columns == null) {
      int[] uses = new int[input.series().size()];
      Arrays.fill(uses, readers);
      columns = new SharedColumns(limits, input, steps, uses);
    }
    return columns;
  }
}
