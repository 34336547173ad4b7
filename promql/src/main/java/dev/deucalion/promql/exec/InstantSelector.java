package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.kernel.Work;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instant vector selector: at each step the newest sample in {@code (time - lookback, time]},
 * unless it is a stale marker.
 */
final class InstantSelector implements VectorOperator {
  private static final int CHECKPOINT_MASK = Work.STRIDE - 1;

  private final QueryLimits limits;
  private final SampleTally tally;
  private final Selections.Selection selection;
  private final StepGrid lookup;
  private final long lookbackMs;
  private final Result result;

  private final SampleReader reader;

  /** The newest sample so far where it is a histogram, else null. */
  private @Nullable Histogram lastHistogram;

  /** Its start timestamp, where that is asked for. */
  private long lastStartMs;

  private @Nullable SampleCursor cursor;

  /** What is asked of the sample. */
  enum Result {
    VALUE,
    /** As {@link #VALUE}, but of a histogram only its count, its sum and its hint. */
    STATISTICS,
    /** Its time in seconds, for {@code timestamp(selector)}. */
    TIME_SECONDS,
    /** Its start timestamp in seconds, 0 where none is known. */
    START_SECONDS,
    /** The time of a float, in seconds; histograms as they are. */
    FLOAT_TIME_SECONDS;

    private SampleDetail detail() {
      return switch (this) {
        case STATISTICS -> SampleDetail.STATISTICS;
        case START_SECONDS -> SampleDetail.STATISTICS.withStarts();
        case VALUE, TIME_SECONDS, FLOAT_TIME_SECONDS -> SampleDetail.BUCKETS;
      };
    }
  }

  /**
   * @param tally what samples are counted in
   * @param lookup the times to look at: those of the steps, but for the offset
   */
  InstantSelector(
      QueryLimits limits,
      SampleTally tally,
      Selections.Selection selection,
      StepGrid lookup,
      long lookbackMs,
      Result result) {
    this.limits = limits;
    this.tally = tally;
    this.selection = selection;
    this.lookup = lookup;
    this.lookbackMs = lookbackMs;
    this.result = result;
    this.reader = new SampleReader(result.detail(), limits::checkpoint);
  }

  @Override
  public List<Labels> series() {
    return selection.labels(limits);
  }

  @Override
  public void read(int i, Column out) {
    limits.checkpoint();
    out.clear();
    SeriesSet found = selection.found();
    SampleCursor samples = found.samples(i, cursor);
    cursor = samples;
    long lastMs = Long.MIN_VALUE;
    double last = StaleMarker.VALUE;
    lastHistogram = null;
    boolean starts = result == Result.START_SECONDS;
    int step = 0;
    int count = lookup.count();
    reader.startSeries();
    while (step < count && reader.next(samples)) {
      boolean histograms = reader.hasHistograms();
      for (int k = 0; k < reader.count(); k++) {
        long timeMs = reader.timesMs[k];
        while (step < count && lookup.timeMs(step) < timeMs) {
          checkpointAt(step);
          give(step++, lastMs, last, out);
        }
        lastMs = timeMs;
        lastStartMs = starts ? reader.startsMs[k] : 0;
        lastHistogram = histograms ? reader.histograms[k] : null;
        last = histograms ? reader.histograms[k].sum() : reader.values[k];
      }
    }
    while (step < count && give(step, lastMs, last, out)) {
      checkpointAt(step);
      step++;
    }
    limits.countSamples(tally.add(out));
  }

  /** Subqueries have millions of steps. */
  private void checkpointAt(int step) {
    if ((step & CHECKPOINT_MASK) == CHECKPOINT_MASK) {
      limits.checkpoint();
    }
  }

  /**
   * Returns whether the sample is near enough.
   *
   * @param value its value; of a histogram, its sum
   */
  private boolean give(int step, long sampleMs, double value, Column out) {
    if (sampleMs == Long.MIN_VALUE || sampleMs <= lookup.timeMs(step) - lookbackMs) {
      return false;
    }
    if (StaleMarker.isStale(value)) {
      return true;
    }
    switch (result) {
      case TIME_SECONDS -> out.set(step, sampleMs / 1000.0);
      case START_SECONDS -> out.set(step, lastStartMs / 1000.0);
      case VALUE, STATISTICS -> giveSample(step, value, out);
      case FLOAT_TIME_SECONDS -> giveSample(step, sampleMs / 1000.0, out);
    }
    return true;
  }

  private void giveSample(int step, double value, Column out) {
    if (lastHistogram == null) {
      out.set(step, value);
    } else {
      FloatHistogram histogram = lastHistogram.toFloat();
      lastHistogram = histogram;
      out.setHistogram(step, histogram);
    }
  }

  @Override
  public VectorOperator fork() {
    return new InstantSelector(limits, tally, selection, lookup, lookbackMs, result);
  }
}
