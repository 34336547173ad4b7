package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.histogram.HistogramText;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Work;
import dev.deucalion.promql.number.GoFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** {@code count_values}: how many series of each group have each value, the value as a label. */
final class CountValuesOperator implements VectorOperator {
  /** As how much {@link Work} the text of a number and a label set count. */
  private static final int TEXT_COST = 64;

  private final QueryLimits limits;
  private final VectorOperator input;
  private final int steps;
  private final String valueLabel;
  private final UnaryOperator<Labels> groupLabels;

  private final List<Labels> series = new ArrayList<>();
  private final List<Column> counts = new ArrayList<>();
  private boolean evaluated;

  /**
   * @param valueLabel the label for the value
   * @throws dev.deucalion.promql.QueryException when it is no label name
   */
  CountValuesOperator(
      QueryLimits limits, VectorOperator input, int steps, AggregateExpr expr, String valueLabel) {
    if (!NameValidation.UTF8.isValidLabelName(valueLabel)) {
      throw QueryContext.failure("invalid label name " + GoQuote.quote(valueLabel));
    }
    this.limits = limits;
    this.input = input;
    this.steps = steps;
    this.valueLabel = valueLabel;
    this.groupLabels = groupLabels(expr, valueLabel);
  }

  private static UnaryOperator<Labels> groupLabels(AggregateExpr expr, String valueLabel) {
    if (expr.without()) {
      return labels -> LabelSets.withoutAndNameless(labels, expr.grouping());
    }
    TreeSet<String> names = new TreeSet<>(expr.grouping());
    names.add(valueLabel);
    List<String> kept = List.copyOf(names);
    return labels -> LabelSets.keep(labels, kept);
  }

  @Override
  public List<Labels> series() {
    if (!evaluated) {
      evaluated = true;
      evaluate();
    }
    return series;
  }

  private void evaluate() {
    Map<Labels, Column> byLabels = new HashMap<>();
    Column column = new Column(steps, limits);
    Work work = new Work(limits::checkpoint);
    for (int i = 0; i < input.series().size(); i++) {
      limits.checkpoint();
      input.read(i, column);
      Labels labels = input.series().get(i);
      Map<Long, Column> byValue = new HashMap<>();
      int more = 0;
      for (int step = 0; step < steps; step++) {
        FloatHistogram histogram = column.histogram(step);
        work.add(1);
        if (histogram != null) {
          work.add((long) TEXT_COST * HistogramWeight.inSamples(histogram));
          more += increase(countOf(labels, HistogramText.of(histogram), byLabels), step);
        } else if (column.has(step)) {
          work.add(TEXT_COST);
          double value = column.values[step];
          Column count =
              byValue.computeIfAbsent(
                  Double.doubleToLongBits(value),
                  bits -> countOf(labels, GoFormat.fixed(value), byLabels));
          more += increase(count, step);
        }
      }
      limits.holdSamples(more);
    }
    column.dropHistograms();
  }

  /** Returns how many samples more there are now. */
  private static int increase(Column count, int step) {
    if (count.has(step)) {
      count.values[step]++;
      return 0;
    }
    count.set(step, 1);
    return 1;
  }

  private Column countOf(Labels labels, String value, Map<Labels, Column> byLabels) {
    Labels valued = LabelSets.with(labels, valueLabel, value);
    return byLabels.computeIfAbsent(
        groupLabels.apply(valued),
        group -> {
          limits.holdColumn(steps);
          limits.holdBytes(group.heapBytes());
          Column count = new Column(steps);
          series.add(group);
          counts.add(count);
          return count;
        });
  }

  @Override
  public void read(int i, Column out) {
    out.copyFrom(counts.get(i));
    limits.releaseColumn(steps);
    limits.releaseSamples(out.sampleCount());
  }
}
