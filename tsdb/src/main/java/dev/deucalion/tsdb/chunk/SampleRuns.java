package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;

/**
 * A cursor and what was read ahead from it: a run of samples of one kind. For classes of this
 * package that look at the next sample before they take it.
 */
final class SampleRuns {
  private static final int BATCH = 120;

  final long[] timesMs = new long[BATCH];
  final double[] values = new double[BATCH];
  final long[] startTimesMs = new long[BATCH];

  /** Empty until there is a histogram. */
  Histogram[] histograms = {};

  /** Whether the run is of histograms. */
  boolean histogramRun;

  /** The next sample in the arrays, if {@link #fill} says that there is one. */
  int at;

  private int count;
  private SampleCursor cursor = new ChunkReader();

  /** Turns to a cursor that is at its beginning. */
  void reset(SampleCursor newCursor) {
    cursor = newCursor;
    at = 0;
    count = 0;
    histogramRun = false;
  }

  /** Whether there is a sample at {@link #at}; reads another run if need be. */
  boolean fill() {
    if (at < count) {
      return true;
    }
    at = 0;
    readRun();
    if (count == 0) {
      histogramRun = !histogramRun;
      readRun();
    }
    return count > 0;
  }

  private void readRun() {
    if (!histogramRun) {
      count = cursor.next(timesMs, values, startTimesMs);
      return;
    }
    if (histograms.length == 0) {
      histograms = new Histogram[BATCH];
    }
    count = cursor.nextHistograms(timesMs, histograms, startTimesMs);
  }
}
