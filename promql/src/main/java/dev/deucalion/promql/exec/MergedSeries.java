package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Output series by their labels, where several inputs may have come to the same labels (by losing
 * their metric name, say). Such inputs are one series if no step has a value in two of them.
 */
final class MergedSeries {
  private static final int NONE = -1;

  /** Of each input, its places in the two arrays and in the list. */
  private static final int INPUT_BYTES = 16;

  /** Of each output while outputs are looked for, its entry in the table and its number. */
  private static final int ENTRY_BYTES = 64;

  /** Of a label set whose strings another one has, too, itself and each of its references. */
  private static final int SHARING_BYTES = 40;

  private final List<Labels> labels;

  /** First input of each output. */
  private final int[] first;

  /** For each input the next one of the same output, or {@link #NONE}. */
  private final int[] next;

  private MergedSeries(List<Labels> labels, int[] first, int[] next) {
    this.labels = labels;
    this.first = first;
    this.next = next;
  }

  /** Reads an input. */
  @FunctionalInterface
  interface Input {
    void read(int input, Column out);
  }

  /** Outputs in the order in which their labels come first. */
  static MergedSeries of(QueryLimits limits, List<Labels> inputs) {
    long tableBytes = (long) ENTRY_BYTES * inputs.size();
    limits.holdBytes(tableBytes + (long) INPUT_BYTES * inputs.size());
    Pace pace = new Pace(limits);
    Map<Labels, Integer> outputs = HashMap.newHashMap(inputs.size());
    List<Labels> labels = new ArrayList<>(inputs.size());
    int[] first = new int[inputs.size()];
    int[] last = new int[inputs.size()];
    int[] next = new int[inputs.size()];
    Arrays.fill(next, NONE);
    for (int i = 0; i < inputs.size(); i++) {
      pace.step();
      Integer output = outputs.putIfAbsent(inputs.get(i), labels.size());
      if (output == null) {
        first[labels.size()] = i;
        last[labels.size()] = i;
        labels.add(inputs.get(i));
      } else {
        next[last[output]] = i;
        last[output] = i;
      }
    }
    limits.releaseBytes(tableBytes);
    return new MergedSeries(labels, first, next);
  }

  /**
   * Outputs of inputs that lose their metric names, types and units. Where all have the same name
   * and no more to lose they differ without it, too.
   */
  static MergedSeries withoutNames(QueryLimits limits, List<Labels> inputs) {
    Pace pace = new Pace(limits);
    List<Labels> nameless = new ArrayList<>(inputs.size());
    boolean differ = true;
    String name = inputs.isEmpty() ? "" : inputs.getFirst().metricName();
    for (Labels input : inputs) {
      pace.step();
      Labels output = LabelSets.withoutMetadata(input);
      limits.holdBytes(sharingBytes(output));
      nameless.add(output);
      differ &= input.size() - output.size() <= 1 && input.metricName().equals(name);
    }
    if (!differ) {
      return of(limits, nameless);
    }
    limits.holdBytes((long) INPUT_BYTES * nameless.size());
    int[] first = new int[nameless.size()];
    int[] next = new int[nameless.size()];
    Arrays.setAll(first, i -> i);
    Arrays.fill(next, NONE);
    return new MergedSeries(nameless, first, next);
  }

  /** What a label set takes whose strings another one has, too. */
  static long sharingBytes(Labels labels) {
    return SHARING_BYTES + 2L * Integer.BYTES * labels.size();
  }

  List<Labels> labels() {
    return labels;
  }

  /** First input of an output. */
  int first(int output) {
    return first[output];
  }

  /** Whether an output has more than one input. */
  boolean isMerged(int output) {
    return next[first[output]] != NONE;
  }

  /**
   * Reads all inputs of an output into one column.
   *
   * @throws dev.deucalion.promql.QueryException when two have a value at the same step
   */
  void read(int output, Input input, Column out) {
    read(output, input, out, false);
  }

  /** As {@link #read}, but fails also when two have values at different steps. */
  void readOnlyOne(int output, Input input, Column out) {
    read(output, input, out, true);
  }

  private void read(int output, Input input, Column out, boolean onlyOne) {
    int i = first[output];
    input.read(i, out);
    if (next[i] == NONE) {
      return;
    }
    Column other = out.sibling();
    while ((i = next[i]) != NONE) {
      input.read(i, other);
      boolean bothThere = onlyOne && !out.isEmpty() && !other.isEmpty();
      if (bothThere || out.overlaps(other)) {
        throw QueryContext.sameLabels();
      }
      out.fillFrom(other);
    }
    other.dropHistograms();
  }
}
