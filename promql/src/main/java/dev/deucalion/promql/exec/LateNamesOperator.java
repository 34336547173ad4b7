package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outermost operator of a query whose metric names are removed at its end. Which ones go is
 * known only once all is read, so it holds a column of each series that has a value.
 */
final class LateNamesOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final KeptSeries kept;
  private final int steps;
  private @Nullable MergedSeries output;

  LateNamesOperator(QueryLimits limits, VectorOperator input, int steps) {
    this.limits = limits;
    this.input = input;
    this.kept = new KeptSeries(limits, input, steps);
    this.steps = steps;
  }

  @Override
  public List<Labels> series() {
    if (output == null) {
      output = MergedSeries.of(limits, readAll());
    }
    return output.labels();
  }

  private List<Labels> readAll() {
    List<Labels> labels = new ArrayList<>();
    Column column = new Column(steps, limits);
    for (int i = 0; i < input.series().size(); i++) {
      limits.checkpoint();
      input.read(i, column);
      if (!column.isEmpty()) {
        Labels named = input.series().get(i);
        labels.add(input.losesName(i) ? LabelSets.withoutMetadata(named) : named);
        kept.add(i, column);
        column = column.sibling();
      }
    }
    return labels;
  }

  @Override
  public void read(int series, Column out) {
    Objects.requireNonNull(output).read(series, kept::read, out);
  }
}
