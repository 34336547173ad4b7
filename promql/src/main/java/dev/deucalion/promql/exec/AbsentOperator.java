package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.kernel.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code absent} and {@code absent_over_time}: 1 at steps where no series has a value. */
final class AbsentOperator implements VectorOperator {
  private final VectorOperator input;
  private final List<Labels> series;

  AbsentOperator(VectorOperator input, Labels labels) {
    this.input = input;
    this.series = List.of(labels);
  }

  /**
   * The labels of what is absent, as far as the argument tells them: those of equality matchers
   * that are the only one for their label.
   */
  static Labels labelsOf(Expr argument) {
    List<Matcher> matchers;
    if (argument instanceof VectorSelector selector) {
      matchers = selector.matchers();
    } else if (argument instanceof MatrixSelector range) {
      matchers = range.selector().matchers();
    } else {
      return Labels.EMPTY;
    }
    LabelsBuilder labels = new LabelsBuilder();
    Set<String> seen = new HashSet<>();
    for (Matcher matcher : matchers) {
      String name = matcher.name();
      if (name.equals(LabelNames.METRIC_NAME)) {
        continue;
      }
      if (matcher.type() == MatchType.EQUAL && seen.add(name)) {
        labels.set(name, matcher.value());
      } else {
        labels.remove(name);
      }
    }
    return labels.build();
  }

  @Override
  public List<Labels> series() {
    return series;
  }

  @Override
  public void read(int output, Column out) {
    Column column = out.sibling();
    long[] found = new long[out.present.length];
    for (int i = 0; i < input.series().size(); i++) {
      input.read(i, column);
      column.addPresentTo(found);
    }
    column.dropHistograms();
    out.fill(1);
    for (int w = 0; w < found.length; w++) {
      out.retain(w, ~found[w]);
    }
  }
}
