package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;

/**
 * Several functions of windows of the same series as one vector: the first series of each, then the
 * second one of each, and so on. Read in this order, samples are decoded once for all of them.
 */
final class InterleavedWindows implements VectorOperator {
  private final List<WindowOperator> members;
  private final List<WindowOperator> inputs;

  /**
   * @param members which have as many series each, of selectors that are asked together
   */
  InterleavedWindows(List<WindowOperator> members) {
    this.members = members;
    SeriesSamples samples = selected(members.getFirst()).samples().fork();
    this.inputs =
        members.stream().map(member -> member.over(selected(member).over(samples))).toList();
  }

  private static SelectedRange selected(WindowOperator member) {
    return Objects.requireNonNull(member.selected());
  }

  /** Where a series of a member stands among those of so many members. */
  static int index(int series, int member, int members) {
    return series * members + member;
  }

  @Override
  public List<Labels> series() {
    return new AbstractList<>() {
      @Override
      public Labels get(int i) {
        return inputs.get(i % inputs.size()).series().get(i / inputs.size());
      }

      @Override
      public int size() {
        return Math.multiplyExact(inputs.getFirst().series().size(), inputs.size());
      }
    };
  }

  @Override
  public void read(int series, Column out) {
    inputs.get(series % inputs.size()).read(series / inputs.size(), out);
  }

  @Override
  public VectorOperator fork() {
    return new InterleavedWindows(members);
  }
}
