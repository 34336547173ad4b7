package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.promql.kernel.Work;
import dev.deucalion.storage.SampleCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads cursors batch by batch; a batch is of floats or of histograms. For one thread.
 *
 * <pre>{@code
 * reader.startSeries();
 * while (reader.next(cursor)) {
 *   for (int i = 0; i < reader.count(); i++) {
 *     use(reader.timesMs[i], reader.hasHistograms() ? reader.histograms[i] : reader.values[i]);
 *   }
 * }
 * }</pre>
 */
final class SampleReader {
  private static final int BATCH = 512;

  /** As how many units of {@link Work} decoding a sample counts. */
  private static final long SAMPLE_COST = 2;

  private static final long HISTOGRAM_COST = 64;
  private static final Histogram[] NO_HISTOGRAMS = {};
  private static final long[] NO_TIMES = {};

  /** Times of the batch, milliseconds since the epoch; the first {@link #count} count. */
  final long[] timesMs = new long[BATCH];

  /** Values of a batch of floats, stale markers included. */
  final double[] values = new double[BATCH];

  /** Histograms of a batch of such, stale ones included; empty until there was one. */
  Histogram[] histograms = NO_HISTOGRAMS;

  /** Start timestamps, 0 where none is known; empty where they are not asked for. */
  final long[] startsMs;

  private final @Nullable HistogramStatistics statistics;
  private final Work work;
  private int count;
  private boolean hasHistograms;

  /**
   * @param checkpoint called now and then; throws to end reading
   */
  SampleReader(SampleDetail detail, Runnable checkpoint) {
    work = new Work(checkpoint);
    startsMs = detail.starts() ? new long[BATCH] : NO_TIMES;
    statistics = detail.buckets() ? null : new HistogramStatistics();
  }

  /** To be called before the first batch of a series. */
  void startSeries() {
    if (statistics != null) {
      statistics.start();
    }
  }

  /** Reads the next batch; false at the end. */
  boolean next(SampleCursor cursor) {
    if (hasHistograms) {
      Arrays.fill(histograms, 0, count, null);
      hasHistograms = false;
    }
    boolean starts = startsMs.length > 0;
    count = starts ? cursor.next(timesMs, values, startsMs) : cursor.next(timesMs, values);
    if (count > 0) {
      work.add(SAMPLE_COST * count);
      return true;
    }
    if (histograms.length == 0) {
      histograms = new Histogram[BATCH];
    }
    count =
        starts
            ? cursor.nextHistograms(timesMs, histograms, startsMs)
            : cursor.nextHistograms(timesMs, histograms);
    work.add(HISTOGRAM_COST * count);
    hasHistograms = count > 0;
    for (int i = 0; statistics != null && i < count; i++) {
      histograms[i] = statistics.next(histograms[i]);
    }
    return hasHistograms;
  }

  /** Number of samples in the batch. */
  int count() {
    return count;
  }

  /** Whether the batch is of histograms. */
  boolean hasHistograms() {
    return hasHistograms;
  }
}
