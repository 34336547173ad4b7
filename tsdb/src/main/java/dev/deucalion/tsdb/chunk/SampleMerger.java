package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of several cursors over one series as one. Where two have a sample of the same time,
 * that of the cursor named first counts. Not thread-safe; {@link #reset} makes it ready for other
 * cursors.
 *
 * <p>Samples are moved in runs: from the cursor that is behind, all up to the next sample of any
 * other.
 */
public final class SampleMerger implements SampleCursor {
  private final List<SampleRuns> spare = new ArrayList<>();
  private final List<SampleRuns> sources = new ArrayList<>();
  private long nextOfOthersMs;
  private @Nullable SampleRuns lastSource;

  /** Turns to other cursors, each at its beginning. */
  public void reset(List<? extends SampleCursor> cursors) {
    spare.addAll(sources);
    sources.clear();
    lastSource = null;
    for (SampleCursor cursor : cursors) {
      SampleRuns source = spare.isEmpty() ? new SampleRuns() : spare.removeLast();
      source.reset(cursor);
      sources.add(source);
    }
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    int count = 0;
    while (count < timesMs.length) {
      SampleRuns source = lead();
      if (source == null || source.histogramRun) {
        break;
      }
      int run = source.countBefore(nextOfOthersMs, timesMs.length - count);
      System.arraycopy(source.timesMs, source.at, timesMs, count, run);
      System.arraycopy(source.values, source.at, values, count, run);
      source.at += run;
      count += run;
      lastSource = source;
    }
    return count;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    int count = 0;
    while (count < timesMs.length) {
      SampleRuns source = lead();
      if (source == null || !source.histogramRun) {
        break;
      }
      int run = source.countBefore(nextOfOthersMs, timesMs.length - count);
      System.arraycopy(source.timesMs, source.at, timesMs, count, run);
      System.arraycopy(source.histograms, source.at, histograms, count, run);
      if (lastSource != source) {
        histograms[count] = withoutComparison(histograms[count]);
      }
      source.at += run;
      count += run;
      lastSource = source;
    }
    return count;
  }

  /** A histogram after another one than that which it was compared with. */
  static Histogram withoutComparison(Histogram histogram) {
    return histogram.resetHint() == CounterResetHint.NOT_RESET
        ? histogram.withResetHint(CounterResetHint.UNKNOWN)
        : histogram;
  }

  /** The source with the next sample; sets {@link #nextOfOthersMs} to a later time. */
  private @Nullable SampleRuns lead() {
    SampleRuns lead = null;
    long leadMs = 0;
    nextOfOthersMs = Long.MAX_VALUE;
    for (SampleRuns source : sources) {
      if (lead != null && source.fill() && source.timesMs[source.at] == leadMs) {
        source.at++;
      }
      if (!source.fill()) {
        continue;
      }
      long timeMs = source.timesMs[source.at];
      if (lead == null || timeMs < leadMs) {
        nextOfOthersMs = lead == null ? Long.MAX_VALUE : leadMs;
        lead = source;
        leadMs = timeMs;
      } else {
        nextOfOthersMs = Math.min(nextOfOthersMs, timeMs);
      }
    }
    return lead;
  }
}
