package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.storage.SampleCursor;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series after the other, read chunk by chunk, whole chunks at a time where they
 * fit: those within a range of time that are not deleted. Where the chunks come from is the
 * subclass' matter. For one thread.
 */
public abstract class ChunkCursor implements SampleCursor {
  private static final int LOOK_AHEAD = 128;

  private final long maxTimeMs;
  private final ChunkReader reader = new ChunkReader();

  /** The chunk that is read now. */
  private final ChunkData chunk = new ChunkData();

  private TimeIntervals deleted = TimeIntervals.NONE;

  /** Samples before this are given out, or not asked for. */
  private long fromTimeMs;

  /** Whether all samples of the chunk are asked for. */
  private boolean whole;

  /** Whether a sample behind the range was seen. */
  private boolean ended;

  /**
   * @param maxTimeMs latest time, inclusive
   */
  protected ChunkCursor(long maxTimeMs) {
    this.maxTimeMs = maxTimeMs;
  }

  /**
   * Begins a series.
   *
   * @param newFromTimeMs earliest time, inclusive
   */
  protected final void begin(long newFromTimeMs, TimeIntervals newDeleted) {
    reader.clear();
    fromTimeMs = newFromTimeMs;
    deleted = newDeleted;
    ended = false;
  }

  /**
   * Fills in the next chunk of the series by time, or says that there is none. Of one that still
   * grows the last time is {@link Long#MAX_VALUE}.
   */
  protected abstract boolean load(ChunkData into);

  /**
   * Whether a chunk may have samples in the range, as far as the times at which chunks begin and
   * end tell. The series must be begun anew after it.
   */
  public boolean hasChunk() {
    return load(chunk) && chunk.minTimeMs <= maxTimeMs;
  }

  /** What to throw when the chunk that was loaded last is not what it should be. */
  protected RuntimeException failure(CorruptChunkException e) {
    return e;
  }

  @Override
  public final int next(long[] timesMs, double[] values) {
    return next(timesMs, values, null);
  }

  @Override
  public final int next(long[] timesMs, double[] values, long @Nullable [] startTimesMs) {
    while (toChunk(false)) {
      int kept = keep(timesMs, values, startTimesMs, decode(timesMs, values, startTimesMs));
      if (kept > 0) {
        fromTimeMs = timesMs[kept - 1] + 1;
        return kept;
      }
    }
    return 0;
  }

  @Override
  public final int nextHistograms(long[] timesMs, Histogram[] histograms) {
    return nextHistograms(timesMs, histograms, null);
  }

  @Override
  public final int nextHistograms(
      long[] timesMs, Histogram[] histograms, long @Nullable [] startTimesMs) {
    while (toChunk(true)) {
      int kept = keep(timesMs, histograms, startTimesMs, decode(timesMs, histograms, startTimesMs));
      if (kept > 0) {
        fromTimeMs = timesMs[kept - 1] + 1;
        return kept;
      }
    }
    return 0;
  }

  private int decode(long[] timesMs, double[] values, long @Nullable [] startTimesMs) {
    try {
      return reader.next(timesMs, values, startTimesMs);
    } catch (CorruptChunkException e) {
      throw failure(e);
    }
  }

  private int decode(long[] timesMs, Histogram[] histograms, long @Nullable [] startTimesMs) {
    try {
      return reader.nextHistograms(timesMs, histograms, startTimesMs);
    } catch (CorruptChunkException e) {
      throw failure(e);
    }
  }

  /**
   * Goes on to a chunk of a kind that has samples left; false at the end, and where a sample of the
   * other kind comes first.
   */
  private boolean toChunk(boolean ofHistograms) {
    while (reader.remaining() > 0 || nextChunk()) {
      if (chunk.encoding.isHistogram() == ofHistograms) {
        return true;
      }
      if (hasWanted()) {
        return false;
      }
    }
    return false;
  }

  private boolean nextChunk() {
    while (!ended && load(chunk)) {
      whole =
          chunk.minTimeMs >= fromTimeMs
              && chunk.maxTimeMs <= maxTimeMs
              && !deleted.overlaps(chunk.minTimeMs, chunk.maxTimeMs);
      try {
        reader.reset(chunk);
      } catch (CorruptChunkException e) {
        throw failure(e);
      }
      if (reader.remaining() > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the rest of the chunk, which is of the kind that is not asked for now, has a sample
   * that is wanted: else the run goes on behind it. If so, the chunk is read again from its start.
   */
  private boolean hasWanted() {
    if (whole) {
      return true;
    }
    long[] timesMs = new long[LOOK_AHEAD];
    boolean found = false;
    while (!found && reader.remaining() > 0) {
      int count =
          chunk.encoding.isHistogram()
              ? decode(timesMs, new Histogram[LOOK_AHEAD], null)
              : decode(timesMs, new double[LOOK_AHEAD], null);
      for (int i = 0; i < count; i++) {
        found |= isWanted(timesMs[i]);
      }
    }
    if (found) {
      reader.reset(chunk);
    }
    return found;
  }

  private boolean isWanted(long timeMs) {
    return timeMs >= fromTimeMs && timeMs <= maxTimeMs && !deleted.contains(timeMs);
  }

  /**
   * Leaves only the wanted samples, at the beginning of the arrays; says how many. Reading ends
   * with the range.
   */
  private int keep(long[] timesMs, Object values, long @Nullable [] startTimesMs, int count) {
    if (whole) {
      return count;
    }
    int end = count;
    if (timesMs[count - 1] > maxTimeMs) {
      end = firstFrom(timesMs, count, maxTimeMs + 1);
      ended = true;
      reader.clear();
    }
    int kept = 0;
    int at = timesMs[0] < fromTimeMs ? firstFrom(timesMs, end, fromTimeMs) : 0;
    while (at < end) {
      int interval = deleted.firstEndingAtOrAfter(timesMs[at]);
      boolean any = interval < deleted.size();
      int until = any ? firstFrom(timesMs, end, deleted.minTimeMs(interval)) : end;
      if (until > at) {
        move(timesMs, values, startTimesMs, at, kept, until - at);
        kept += until - at;
      }
      at = Math.max(at, until);
      while (any && at < end && timesMs[at] <= deleted.maxTimeMs(interval)) {
        at++;
      }
    }
    return kept;
  }

  private static void move(
      long[] timesMs, Object values, long @Nullable [] startTimesMs, int from, int to, int count) {
    if (from == to) {
      return;
    }
    System.arraycopy(timesMs, from, timesMs, to, count);
    System.arraycopy(values, from, values, to, count);
    if (startTimesMs != null) {
      System.arraycopy(startTimesMs, from, startTimesMs, to, count);
    }
  }

  /** Index of the first time that is not before another, {@code count} when there is none. */
  private static int firstFrom(long[] timesMs, int count, long timeMs) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timesMs[middle] < timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
