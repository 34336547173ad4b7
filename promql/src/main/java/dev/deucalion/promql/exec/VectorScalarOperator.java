package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binary operator between a vector and a scalar, on either side. */
final class VectorScalarOperator implements VectorOperator {
  private final BinaryFunction function;
  private final VectorOperator vector;
  private final ScalarColumn scalar;
  private final boolean scalarIsLeft;
  private final Column column;
  private final QueryContext context;
  private @Nullable MergedSeries output;

  VectorScalarOperator(
      BinaryFunction function,
      VectorOperator vector,
      ScalarColumn scalar,
      boolean scalarIsLeft,
      int steps,
      QueryContext context) {
    this.function = function;
    this.vector = vector;
    this.scalar = scalar;
    this.scalarIsLeft = scalarIsLeft;
    this.column = context.limits().workingColumn(steps);
    this.context = context;
  }

  @Override
  public List<Labels> series() {
    return output().labels();
  }

  private MergedSeries output() {
    if (output == null) {
      List<Labels> labels = vector.series();
      // Also without any series: what is wrong with the scalar is wrong with the query.
      scalar.column();
      output =
          function.dropsName()
              ? context.names().outputs(context.limits(), labels)
              : MergedSeries.of(context.limits(), labels);
    }
    return output;
  }

  @Override
  public void read(int series, Column out) {
    output().read(series, this::readInput, out);
  }

  private void readInput(int i, Column out) {
    vector.read(i, column);
    if (scalarIsLeft) {
      function.apply(scalar.column(), column, column, out);
    } else {
      function.apply(column, scalar.column(), column, out);
    }
  }

  @Override
  public boolean losesName(int series) {
    return function.dropsName() || vector.losesName(output().first(series));
  }

  @Override
  public @Nullable VectorOperator fork() {
    VectorOperator vectorFork = vector.fork();
    if (vectorFork == null) {
      return null;
    }
    VectorScalarOperator fork =
        new VectorScalarOperator(
            function, vectorFork, scalar, scalarIsLeft, column.steps(), context);
    fork.output = output;
    return fork;
  }
}
