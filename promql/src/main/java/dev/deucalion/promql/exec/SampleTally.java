package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.kernel.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the samples that the selectors over one grid of steps hand to the evaluation, as
 * Prometheus counts them: <i>queryable</i> ones, a window at each step with all that is in it, and
 * those <i>read</i>, of a window only what the one before did not have. A histogram counts as
 * several.
 *
 * <p>Expressions with a grid of their own, such as subqueries, have a tally of their own, which
 * becomes part of this one with {@link #close}. Several threads may count.
 */
public final class SampleTally {
  private final StepGrid grid;
  private final LongAdder queryable = new LongAdder();
  private final LongAdder read = new LongAdder();
  private final List<Runnable> parts = new ArrayList<>();

  /** By step, where that is wanted; changed under the monitor of the tally. */
  private final long @Nullable [] queryableByStep;

  private final long @Nullable [] readByStep;

  private SampleTally(StepGrid grid, boolean bySteps) {
    this.grid = grid;
    this.queryableByStep = bySteps ? new long[grid.count()] : null;
    this.readByStep = bySteps ? new long[grid.count()] : null;
  }

  /** The tally of a query. */
  public static SampleTally of(StepGrid grid) {
    return new SampleTally(grid, false);
  }

  /** The tally of a query that also counts by step. */
  public static SampleTally bySteps(StepGrid grid) {
    return new SampleTally(grid, true);
  }

  /** The tally of an expression that is evaluated once for all steps, which all count it. */
  SampleTally spread() {
    SampleTally part = new SampleTally(grid.first(), false);
    parts.add(() -> {
      part.close();
      add(0, 0, part.read.sum());
      for (int step = 0; step < grid.count(); step++) {
        add(step, part.queryable.sum(), 0);
      }
    });
    return part;
  }

  /**
   * The tally of a subquery. What it reads counts at the first step that has it in its window; what
   * is in no window does not count. Its results are counted by {@link #add(Windows, boolean)}.
   *
   * @param steps of the subquery
   */
  SampleTally subquery(StepGrid steps, long rangeMs, long offsetMs) {
    boolean hasGaps = grid.count() > 1 && grid.stepMs() > rangeMs;
    SampleTally part = new SampleTally(steps, readByStep != null || hasGaps);
    parts.add(() -> {
      part.close();
      long[] reads = part.readByStep;
      if (reads == null || grid.count() <= 1) {
        add(0, 0, part.read.sum());
        return;
      }
      for (int k = 0; k < reads.length; k++) {
        long timeMs = steps.timeMs(k) + offsetMs;
        int step = firstStepFrom(timeMs);
        if (timeMs > grid.timeMs(step) - rangeMs) {
          add(step, 0, reads[k]);
        }
      }
    });
    return part;
  }

  /** The tally of a subquery that is the answer of the query. */
  SampleTally answer(StepGrid steps) {
    SampleTally part = new SampleTally(steps, false);
    parts.add(() -> {
      part.close();
      add(0, part.queryable.sum(), part.read.sum());
    });
    return part;
  }

  /** The first step that is not before a time, or the last one. */
  private int firstStepFrom(long timeMs) {
    long afterStartMs = timeMs - grid.startMs();
    if (afterStartMs <= 0) {
      return 0;
    }
    long stepMs = grid.stepMs();
    return (int) Math.min((afterStartMs + stepMs - 1) / stepMs, grid.count() - 1L);
  }

  /** Adds the parts. To be called once, when all is counted. */
  public void close() {
    parts.forEach(Runnable::run);
  }

  /** Counts a column of an instant selector; returns how many samples it has. */
  long add(Column column) {
    long samples = column.sampleCount();
    queryable.add(samples);
    read.add(samples);
    if (queryableByStep != null && readByStep != null && samples > 0) {
      synchronized (this) {
        for (int step = 0; step < queryableByStep.length; step++) {
          long weight = column.sampleCount(step);
          queryableByStep[step] += weight;
          readByStep[step] += weight;
        }
      }
    }
    return samples;
  }

  /**
   * Counts the windows of a series.
   *
   * @param fromStore whether their samples were read from the store, and not made by a subquery
   */
  public void add(Windows windows, boolean fromStore) {
    queryable.add(windows.sampleCount());
    if (fromStore) {
      read.add(windows.newSampleCount());
    }
    if (queryableByStep != null && readByStep != null) {
      synchronized (this) {
        for (int step = 0; step < queryableByStep.length; step++) {
          queryableByStep[step] += windows.sampleCount(step);
          readByStep[step] += fromStore ? windows.newSampleCount(step) : 0;
        }
      }
    }
  }

  private void add(int step, long moreQueryable, long moreRead) {
    queryable.add(moreQueryable);
    read.add(moreRead);
    if (queryableByStep != null && readByStep != null) {
      queryableByStep[step] += moreQueryable;
      readByStep[step] += moreRead;
    }
  }

  /** Queryable samples of all steps. */
  public long queryable() {
    return queryable.sum();
  }

  /** Samples read for all steps. */
  public long read() {
    return read.sum();
  }

  /** Queryable samples of each step, or null where they are not counted by step. */
  public long @Nullable [] queryableByStep() {
    return queryableByStep;
  }

  /** As {@link #queryableByStep}, of samples read. */
  public long @Nullable [] readByStep() {
    return readByStep;
  }

  /** The steps. */
  public StepGrid grid() {
    return grid;
  }
}
