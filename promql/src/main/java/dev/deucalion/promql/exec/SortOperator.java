package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.HistogramWeight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the series of a vector at one time into order: the {@code sort} functions. */
final class SortOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final Comparator<Element> order;
  private final boolean withHistograms;
  private final List<Element> elements = new ArrayList<>();
  private final List<Labels> series = new ArrayList<>();
  private boolean sorted;

  /** A series and its value: a float where there is no histogram. */
  private record Element(
      int origin, Labels labels, double value, @Nullable FloatHistogram histogram) {}

  private SortOperator(
      QueryLimits limits, VectorOperator input, Comparator<Element> order, boolean withHistograms) {
    this.limits = limits;
    this.input = input;
    this.order = order;
    this.withHistograms = withHistograms;
  }

  /** By value; histograms, which have no order, are left out. */
  static SortOperator byValue(QueryLimits limits, VectorOperator input, boolean ascending) {
    return new SortOperator(
        limits, input, (a, b) -> ValueOrder.compare(a.value(), b.value(), ascending), false);
  }

  /** By the values of labels, one after the other, as people order texts with numbers. */
  static SortOperator byLabels(
      QueryLimits limits, VectorOperator input, List<String> names, boolean ascending) {
    Comparator<Element> order = order(names);
    return new SortOperator(limits, input, ascending ? order : order.reversed(), true);
  }

  private static Comparator<Element> order(List<String> names) {
    return (a, b) -> {
      for (String name : names) {
        int c = NaturalOrder.compare(a.labels().get(name), b.labels().get(name));
        if (c != 0) {
          return c;
        }
      }
      return a.labels().compareTo(b.labels());
    };
  }

  @Override
  public List<Labels> series() {
    if (!sorted) {
      sorted = true;
      sort();
    }
    return series;
  }

  private void sort() {
    Column column = new Column(1, limits);
    for (int i = 0; i < input.series().size(); i++) {
      limits.checkpoint();
      input.read(i, column);
      if (column.has(0) || withHistograms && column.hasAny(0)) {
        limits.hold(1);
        FloatHistogram histogram = column.histogram(0);
        limits.holdBytes(histogram == null ? 0 : HistogramWeight.bytes(histogram));
        elements.add(new Element(i, input.series().get(i), column.values[0], histogram));
      }
    }
    column.dropHistograms();
    elements.sort(limits.checking(order));
    elements.forEach(element -> series.add(element.labels()));
  }

  @Override
  public void read(int i, Column out) {
    out.clear();
    Element element = elements.get(i);
    if (element.histogram() == null) {
      out.set(0, element.value());
    } else {
      out.setHistogram(0, element.histogram());
    }
    limits.release(1);
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(elements.get(series).origin());
  }
}
