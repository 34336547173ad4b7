package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation with one output series a group. Pulls one input column at a time and adds it to
 * its group, so that memory grows with groups and steps, not with input series.
 */
final class AggregateOperator implements VectorOperator {
  /** After so many words of steps there is a checkpoint: subqueries have millions of steps. */
  private static final int STRETCH_WORDS = Work.STRIDE / Long.SIZE;

  /** Of each group, itself and the references to it and to its labels. */
  private static final int GROUP_BYTES = 56;

  private final QueryLimits limits;
  private final VectorOperator input;
  private final int steps;
  private final UnaryOperator<Labels> groupLabels;
  private final long accumulatorBytes;
  private final Supplier<GroupAccumulator> accumulator;
  private final NameRemoval names;

  private final List<Labels> series = new ArrayList<>();
  private final List<Group> results = new ArrayList<>();
  private Grouping grouping = Grouping.NONE;
  private @Nullable Group[] groups = new Group[0];
  private @Nullable SharedScan scan;
  private boolean evaluated;

  /** A group that has a value, and whether its newest one comes of a series that loses its name. */
  private static final class Group {
    /** Null once the group was read. */
    private @Nullable GroupAccumulator accumulator;

    private int lastStep = -1;
    private boolean losesName;
    private long samples;

    private Group(GroupAccumulator accumulator) {
      this.accumulator = accumulator;
    }

    private GroupAccumulator accumulator() {
      return Objects.requireNonNull(accumulator);
    }

    private void noteName(int step, boolean isLost) {
      losesName = step == lastStep ? losesName || isLost : step > lastStep ? isLost : losesName;
      lastStep = Math.max(lastStep, step);
    }
  }

  /**
   * @param accumulatorBytes what the accumulator of a group takes before anything was added
   */
  AggregateOperator(
      QueryLimits limits,
      VectorOperator input,
      int steps,
      UnaryOperator<Labels> groupLabels,
      long accumulatorBytes,
      Supplier<GroupAccumulator> accumulator,
      NameRemoval names) {
    this.limits = limits;
    this.input = input;
    this.steps = steps;
    this.groupLabels = groupLabels;
    this.accumulatorBytes = accumulatorBytes;
    this.accumulator = accumulator;
    this.names = names;
  }

  /**
   * Has the input read by a scan that also reads for others.
   *
   * @param shared adds each series once by {@link #begin} and {@link #add(int, Column)}
   */
  void readBy(SharedScan shared) {
    scan = shared;
  }

  /** The groups that have a value, in the order in which they got it. */
  @Override
  public List<Labels> series() {
    if (!evaluated && scan != null) {
      scan.run();
    }
    if (!evaluated) {
      evaluate();
    }
    return series;
  }

  private void evaluate() {
    begin();
    Column column = new Column(steps, limits);
    for (int i = 0; i < input.series().size(); i++) {
      limits.checkpoint();
      input.read(i, column);
      add(i, column);
    }
    column.dropHistograms();
  }

  /** Finds the groups. */
  void begin() {
    evaluated = true;
    grouping = Grouping.of(limits, input.series(), groupLabels);
    groups = new Group[grouping.groups().size()];
  }

  /** Adds what was read of a series of the input; series come in their order. */
  void add(int i, Column column) {
    if (column.isEmpty()) {
      return;
    }
    int group = grouping.groupOf()[i];
    Group into = groups[group];
    if (into == null) {
      Labels labels = grouping.groups().get(group);
      limits.holdBytes(GROUP_BYTES + accumulatorBytes);
      into = new Group(accumulator.get());
      groups[group] = into;
      series.add(labels);
      results.add(into);
    }
    add(input.series().get(i), column, into);
    if (names == NameRemoval.AT_THE_END) {
      into.noteName(column.lastStep(), input.losesName(i));
    }
  }

  private void add(Labels labels, Column series, Group into) {
    GroupAccumulator accumulator = into.accumulator();
    int words = series.present.length;
    for (int from = 0; from < words; from += STRETCH_WORDS) {
      checkpointAt(from);
      int more = accumulator.add(labels, series, from, Math.min(from + STRETCH_WORDS, words));
      if (more > 0) {
        into.samples += more;
        limits.holdSamples(more);
      }
    }
  }

  /** There is one before each series as it is. */
  private void checkpointAt(int word) {
    if (word > 0) {
      limits.checkpoint();
    }
  }

  @Override
  public void read(int group, Column out) {
    Group result = results.get(group);
    GroupAccumulator accumulator = result.accumulator();
    int words = out.present.length;
    out.clear();
    for (int from = 0; from < words; from += STRETCH_WORDS) {
      checkpointAt(from);
      accumulator.finish(out, from, Math.min(from + STRETCH_WORDS, words));
    }
    result.accumulator = null;
    limits.releaseBytes(accumulatorBytes);
    limits.releaseSamples(result.samples);
  }

  @Override
  public boolean losesName(int group) {
    return results.get(group).losesName;
  }
}
