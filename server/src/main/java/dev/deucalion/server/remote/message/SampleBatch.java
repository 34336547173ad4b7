package dev.deucalion.server.remote.message;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples, histograms and exemplars that are sent in one request, in columns. Filled, read and
 * cleared again by one thread at a time.
 */
public final class SampleBatch {
  private static final int INITIAL_ENTRIES = 64;

  private final int capacity;
  private @Nullable SentSeries[] series;
  private long[] times;
  private long[] values;

  /** Histograms and exemplars; null for floats. */
  private @Nullable Object[] details;

  private int count;
  private long firstRecord;
  private long lastRecord;

  /**
   * An empty batch.
   *
   * @param capacity most entries, at least 1
   */
  public SampleBatch(int capacity) {
    this.capacity = capacity;
    int entries = Math.min(capacity, INITIAL_ENTRIES);
    series = new SentSeries[entries];
    times = new long[entries];
    values = new long[entries];
    details = new Object[entries];
  }

  /**
   * Adds an entry.
   *
   * @param detail the {@link Histogram}, {@link Exemplar} or {@link SampledExemplar}, null for a
   *     float
   * @param record number of the record of the log that it comes from; never falls
   */
  public void add(
      SentSeries of, long timeMs, long valueBits, @Nullable Object detail, long record) {
    if (count == series.length) {
      grow();
    }
    series[count] = of;
    times[count] = timeMs;
    values[count] = valueBits;
    details[count] = detail;
    if (count == 0) {
      firstRecord = record;
    }
    lastRecord = record;
    count++;
  }

  private void grow() {
    int entries = (int) Math.min(capacity, 2L * count);
    // The column that is looked at for room comes last: without memory for it, all have room.
    times = Arrays.copyOf(times, entries);
    values = Arrays.copyOf(values, entries);
    details = Arrays.copyOf(details, entries);
    series = Arrays.copyOf(series, entries);
  }

  /**
   * Adds entries {@code from} up to {@code to}, exclusive, of another batch; they count as entries
   * of its first record.
   */
  public void addAll(SampleBatch other, int from, int to) {
    for (int i = from; i < to; i++) {
      add(other.series(i), other.times[i], other.values[i], other.details[i], other.firstRecord);
    }
  }

  public void clear() {
    Arrays.fill(series, 0, count, null);
    Arrays.fill(details, 0, count, null);
    count = 0;
  }

  public int count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public boolean isFull() {
    return count == capacity;
  }

  /** The record of the log that the first entry comes from; good unless the batch is empty. */
  public long firstRecord() {
    return firstRecord;
  }

  /** The record of the log that the last entry comes from; good unless the batch is empty. */
  public long lastRecord() {
    return lastRecord;
  }

  public SentSeries series(int i) {
    SentSeries found = series[i];
    if (found == null) {
      throw new IndexOutOfBoundsException(i);
    }
    return found;
  }

  public long timeMs(int i) {
    return times[i];
  }

  double value(int i) {
    return Double.longBitsToDouble(values[i]);
  }

  @Nullable Object detail(int i) {
    return details[i];
  }

  public SampleKind kind(int i) {
    return switch (details[i]) {
      case Histogram _ -> SampleKind.HISTOGRAM;
      case Exemplar _ -> SampleKind.EXEMPLAR;
      case SampledExemplar _ -> SampleKind.EXEMPLAR;
      case null, default -> SampleKind.SAMPLE;
    };
  }

  /** How many entries are of each kind and not older than a time. */
  public KindCounts countsFrom(long minTimeMs) {
    int samples = 0;
    int histograms = 0;
    int exemplars = 0;
    for (int i = 0; i < count; i++) {
      if (times[i] >= minTimeMs) {
        switch (kind(i)) {
          case SAMPLE -> samples++;
          case HISTOGRAM -> histograms++;
          case EXEMPLAR -> exemplars++;
        }
      }
    }
    return new KindCounts(samples, histograms, exemplars);
  }

  /** The newest time of all entries, {@link Long#MIN_VALUE} for none. */
  public long maxTimeMs() {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, times[i]);
    }
    return max;
  }
}
