package dev.deucalion.tsdb.merge;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of several parts of a series in the order of time, each time once: where two parts
 * have it, the first part's counts.
 *
 * <p>Parts that follow one another in time, as blocks do, are read straight into the caller's
 * arrays, and none is opened before its time. Only samples that another part's interleave with go
 * through a buffer. A histogram that follows one of another part loses its counter-reset hint, for
 * that spoke of its own part's sample before it.
 */
public final class MergedCursor implements SampleCursor {
  private static final int NONE = -1;

  /** By number of the set. */
  private final CursorPart[] parts;

  /** Numbers of the parts that this series has, {@link #count} of them. */
  private final int[] members;

  private int count;

  /** The part of the sample given out last. */
  private int last = NONE;

  MergedCursor(SeriesSet[] sets, long[] minTimesMs) {
    parts = new CursorPart[sets.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new CursorPart(sets[i], minTimesMs[i]);
    }
    members = new int[parts.length];
  }

  /**
   * A cursor over what others have left, which it takes over.
   *
   * @param cursors of one series; where two have a sample of the same time, the first counts
   */
  public MergedCursor(List<? extends SampleCursor> cursors) {
    this(cursors.stream().map(OneSeries::new).toArray(SeriesSet[]::new), anyTimes(cursors.size()));
    for (int i = 0; i < parts.length; i++) {
      add(i, 0);
    }
  }

  private static long[] anyTimes(int count) {
    long[] times = new long[count];
    Arrays.fill(times, Long.MIN_VALUE);
    return times;
  }

  /** Begins another series. */
  void clear() {
    count = 0;
    last = NONE;
  }

  /** Adds a part of the series. */
  void add(int set, int series) {
    parts[set].reset(series);
    members[count++] = set;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    return next(timesMs, values, null);
  }

  @Override
  public int next(long[] timesMs, double[] values, long @Nullable [] startTimesMs) {
    int filled = 0;
    while (filled < timesMs.length) {
      int first = first();
      if (first == NONE) {
        break;
      }
      CursorPart part = parts[first];
      long limitMs = limit(first);
      switch (part.state()) {
        case UNREAD -> {
          if (filled == 0) {
            filled = part.readInto(timesMs, values, startTimesMs, limitMs);
            if (filled > 0) {
              last = first;
              return filled;
            }
          } else {
            part.read();
          }
        }
        case FLOAT -> {
          skipAt(part.nextMs(), first);
          filled += part.moveFloats(timesMs, values, startTimesMs, filled, limitMs);
          last = first;
        }
        case HISTOGRAM, END -> {
          return filled;
        }
      }
    }
    return filled;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    return nextHistograms(timesMs, histograms, null);
  }

  @Override
  public int nextHistograms(
      long[] timesMs, Histogram[] histograms, long @Nullable [] startTimesMs) {
    int filled = 0;
    while (filled < timesMs.length) {
      int first = first();
      if (first == NONE) {
        break;
      }
      CursorPart part = parts[first];
      long limitMs = limit(first);
      switch (part.state()) {
        case UNREAD -> part.read();
        case HISTOGRAM -> {
          skipAt(part.nextMs(), first);
          int moved = part.moveHistograms(timesMs, histograms, startTimesMs, filled, limitMs);
          if (last != NONE && last != first) {
            histograms[filled] = withoutHint(histograms[filled]);
          }
          filled += moved;
          last = first;
        }
        case FLOAT, END -> {
          return filled;
        }
      }
    }
    return filled;
  }

  /**
   * The part whose next sample is the earliest, the first of them; one whose next sample is not
   * read goes before others, as it may turn out to be later. {@link #NONE} at the end.
   */
  private int first() {
    int found = NONE;
    long foundMs = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      CursorPart part = parts[members[i]];
      if (part.state() == CursorPart.State.END) {
        continue;
      }
      long partMs = part.nextMs();
      boolean earlier =
          partMs < foundMs
              || partMs == foundMs
                  && part.state() == CursorPart.State.UNREAD
                  && found != NONE
                  && parts[found].state() != CursorPart.State.UNREAD;
      if (found == NONE || earlier) {
        found = members[i];
        foundMs = partMs;
      }
    }
    return found;
  }

  /** The earliest time that a sample of the other parts may have. */
  private long limit(int first) {
    long limitMs = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      if (members[i] != first) {
        limitMs = Math.min(limitMs, parts[members[i]].nextMs());
      }
    }
    return limitMs;
  }

  /**
   * Leaves out what the other parts have at a time at which the first one has a sample. Their next
   * samples are all read, if they may be of that time: an unread one would have been first.
   */
  private void skipAt(long timeMs, int first) {
    for (int i = 0; i < count; i++) {
      CursorPart part = parts[members[i]];
      if (members[i] != first && part.state() != CursorPart.State.END && part.nextMs() == timeMs) {
        part.skip(1);
      }
    }
  }

  private static Histogram withoutHint(Histogram histogram) {
    return histogram.resetHint() == CounterResetHint.GAUGE
        ? histogram
        : histogram.withResetHint(CounterResetHint.UNKNOWN);
  }
}
