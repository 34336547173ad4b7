package dev.deucalion.tsdb.merge;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One part of a series that is merged: a cursor, opened when its time comes, and the samples read
 * ahead of it. For one thread; for another series after {@link #reset}.
 */
final class CursorPart {
  private static final int AHEAD = 128;

  /** What is known of the part's next sample. */
  enum State {
    /** It is not read yet. */
    UNREAD,
    /** A float, read ahead. */
    FLOAT,
    /** A histogram, read ahead. */
    HISTOGRAM,
    /** There is none. */
    END
  }

  private final SeriesSet set;
  private final long minTimeMs;
  private int series;
  private boolean opened;
  private @Nullable SampleCursor cursor;

  private State state = State.END;
  private long[] timesMs = new long[0];
  private double[] values = new double[0];
  private long[] startTimesMs = new long[0];
  private Histogram[] histograms = new Histogram[0];
  private int at;
  private int end;

  /** While the next sample is not read: it is not before this time. */
  private long floorMs;

  CursorPart(SeriesSet set, long minTimeMs) {
    this.set = set;
    this.minTimeMs = minTimeMs;
  }

  void reset(int newSeries) {
    series = newSeries;
    opened = false;
    state = State.UNREAD;
    floorMs = minTimeMs;
  }

  State state() {
    return state;
  }

  /** Time of the next sample; while it is unread, a time that it is not before. */
  long nextMs() {
    return switch (state) {
      case FLOAT, HISTOGRAM -> timesMs[at];
      case UNREAD -> floorMs;
      case END -> Long.MAX_VALUE;
    };
  }

  private SampleCursor cursor() {
    if (!opened) {
      cursor = set.samples(series, cursor);
      opened = true;
    }
    return Objects.requireNonNull(cursor);
  }

  /** Reads ahead. */
  void read() {
    makeRoom(AHEAD);
    at = 0;
    end = cursor().next(timesMs, values, startTimesMs);
    if (end > 0) {
      state = State.FLOAT;
    } else {
      readHistograms();
    }
  }

  private void readHistograms() {
    makeRoom(AHEAD);
    if (histograms.length != timesMs.length) {
      histograms = new Histogram[timesMs.length];
    }
    at = 0;
    end = cursor().nextHistograms(timesMs, histograms, startTimesMs);
    state = end > 0 ? State.HISTOGRAM : State.END;
  }

  /**
   * Reads floats straight into the caller's arrays, as long as they are before a time; the others
   * are kept as read ahead. Says 0 where no float is next before that time.
   *
   * @param intoStartsMs null where nobody asks for start timestamps
   */
  int readInto(
      long[] intoTimesMs, double[] intoValues, long @Nullable [] intoStartsMs, long beforeMs) {
    long[] startsMs = intoStartsMs == null ? spareStarts(intoTimesMs.length) : intoStartsMs;
    int count = cursor().next(intoTimesMs, intoValues, startsMs);
    if (count == 0) {
      readHistograms();
      return 0;
    }
    int taken = before(intoTimesMs, 0, count, beforeMs);
    if (taken < count) {
      keep(intoTimesMs, intoValues, startsMs, taken, count);
    } else {
      floorMs = intoTimesMs[count - 1] + 1;
    }
    return taken;
  }

  /** Whoever reads on may ask for the start timestamps of samples that are kept. */
  private long[] spareStarts(int samples) {
    makeRoom(samples);
    return startTimesMs;
  }

  private void makeRoom(int samples) {
    if (timesMs.length < samples) {
      timesMs = new long[samples];
      values = new double[samples];
      startTimesMs = new long[samples];
    }
  }

  private void keep(
      long[] fromTimesMs, double[] fromValues, long[] fromStartsMs, int from, int to) {
    int count = to - from;
    makeRoom(Math.max(count, AHEAD));
    System.arraycopy(fromTimesMs, from, timesMs, 0, count);
    System.arraycopy(fromValues, from, values, 0, count);
    System.arraycopy(fromStartsMs, from, startTimesMs, 0, count);
    at = 0;
    end = count;
    state = State.FLOAT;
  }

  /**
   * Moves floats read ahead into the caller's arrays from a place on: one in any case, and more as
   * long as they are before a time. Says how many.
   *
   * @param intoStartsMs null where nobody asks for start timestamps
   */
  int moveFloats(
      long[] intoTimesMs,
      double[] intoValues,
      long @Nullable [] intoStartsMs,
      int into,
      long beforeMs) {
    return move(values, intoTimesMs, intoValues, intoStartsMs, into, beforeMs);
  }

  /** As for floats. */
  int moveHistograms(
      long[] intoTimesMs,
      Histogram[] intoHistograms,
      long @Nullable [] intoStartsMs,
      int into,
      long beforeMs) {
    return move(histograms, intoTimesMs, intoHistograms, intoStartsMs, into, beforeMs);
  }

  /** Moves samples between arrays of one kind. */
  private int move(
      Object samples,
      long[] intoTimesMs,
      Object intoSamples,
      long @Nullable [] intoStartsMs,
      int into,
      long beforeMs) {
    int room = Math.min(end, at + intoTimesMs.length - into);
    int count = before(timesMs, at + 1, room, beforeMs) - at;
    System.arraycopy(timesMs, at, intoTimesMs, into, count);
    System.arraycopy(samples, at, intoSamples, into, count);
    if (intoStartsMs != null) {
      System.arraycopy(startTimesMs, at, intoStartsMs, into, count);
    }
    skip(count);
    return count;
  }

  /** Leaves out samples that are read ahead. */
  void skip(int count) {
    at += count;
    if (at == end) {
      floorMs = timesMs[end - 1] + 1;
      state = State.UNREAD;
    }
  }

  /** First index from one to another, exclusive, whose time is not before a given one. */
  private static int before(long[] times, int from, int to, long beforeMs) {
    if (to > from && times[to - 1] < beforeMs) {
      return to;
    }
    int i = from;
    while (i < to && times[i] < beforeMs) {
      i++;
    }
    return i;
  }
}
