package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Puts the series of a vector at one time into order: the {@code sort} functions. */
final class SortOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final Comparator<Element> order;
  private final List<Element> elements = new ArrayList<>();
  private final List<Labels> series = new ArrayList<>();
  private boolean sorted;

  /** A series and its value. */
  record Element(Labels labels, double value) {}

  SortOperator(QueryLimits limits, VectorOperator input, Comparator<Element> order) {
    this.limits = limits;
    this.input = input;
    this.order = order;
  }

  static Comparator<Element> byValue(boolean ascending) {
    return (a, b) -> ValueOrder.compare(a.value(), b.value(), ascending);
  }

  /** By the values of labels, one after the other, as people order texts with numbers. */
  static Comparator<Element> byLabels(List<String> names) {
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
    Column column = new Column(1);
    for (int i = 0; i < input.series().size(); i++) {
      input.read(i, column);
      if (column.has(0)) {
        limits.hold(1);
        elements.add(new Element(input.series().get(i), column.values[0]));
      }
    }
    elements.sort(order);
    elements.forEach(element -> series.add(element.labels()));
  }

  @Override
  public void read(int i, Column out) {
    Arrays.fill(out.present, 0);
    out.set(0, elements.get(i).value());
    limits.release(1);
  }
}
