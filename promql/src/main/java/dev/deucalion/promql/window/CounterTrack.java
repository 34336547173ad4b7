package dev.deucalion.promql.window;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.CounterResets;
import dev.deucalion.promql.kernel.CounterStarts;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Work;

/**
 * What windows need to know of the histograms between their ends, where these are of counters:
 * found once for the series, so that a window costs the same whatever its length.
 */
final class CounterTrack {
  private final FloatHistogram[] histograms;

  /** For each histogram the index of the first one behind it at which a counter began anew. */
  private final int[] nextReset;

  /** How many histograms before an index are gauges, have custom buckets and so on. */
  private final int[] gaugesBefore;

  private final int[] customBefore;
  private final int[] overlapsBefore;
  private final int[] schemaChangesBefore;

  /**
   * @param hasStarts whether start timestamps tell of counters that began anew, too
   */
  CounterTrack(Samples samples, boolean hasStarts, Work work) {
    int count = samples.histogramCount;
    histograms = samples.histograms;
    nextReset = new int[count];
    gaugesBefore = new int[count + 1];
    customBefore = new int[count + 1];
    overlapsBefore = new int[count + 1];
    schemaChangesBefore = new int[count + 1];
    long[] startsMs = samples.histogramStartsMs;
    long[] timesMs = samples.histogramTimesMs;
    for (int i = 0; i < count; i++) {
      FloatHistogram histogram = histograms[i];
      BucketLayout layout = histogram.layout();
      boolean gauge = histogram.resetHint() == CounterResetHint.GAUGE;
      boolean overlap = hasStarts && i > 0 && CounterStarts.overlap(startsMs, timesMs, i);
      boolean otherSchema = i > 0 && histograms[i - 1].layout().schema() != layout.schema();
      gaugesBefore[i + 1] = gaugesBefore[i] + (gauge ? 1 : 0);
      customBefore[i + 1] = customBefore[i] + (layout.usesCustomBuckets() ? 1 : 0);
      overlapsBefore[i + 1] = overlapsBefore[i] + (overlap ? 1 : 0);
      schemaChangesBefore[i + 1] = schemaChangesBefore[i] + (otherSchema ? 1 : 0);
    }
    int next = count;
    for (int i = count - 1; i >= 0; i--) {
      nextReset[i] = next;
      work.add(HistogramWeight.inSamples(histograms[i]));
      boolean reset =
          i > 0
              && (hasStarts && CounterStarts.isReset(startsMs, timesMs, i)
                  || CounterResets.isReset(histograms[i], histograms[i - 1]));
      next = reset ? i : next;
    }
  }

  /** Whether a counter began anew between a histogram, which is not the first, and the last one. */
  boolean isReset(int i) {
    return nextReset[i - 1] == i;
  }

  /** Index of the first histogram behind one at which a counter began anew, else their number. */
  int nextReset(int i) {
    return nextReset[i];
  }

  /** How many of the histograms from an index up to another, exclusive, are gauges. */
  int gauges(int from, int to) {
    return gaugesBefore[to] - gaugesBefore[from];
  }

  /** Whether all histograms from an index up to another, exclusive, have buckets of a kind. */
  boolean areAll(boolean custom, int from, int to) {
    int those = customBefore[to] - customBefore[from];
    return those == (custom ? to - from : 0);
  }

  /** Whether a histogram from an index up to another, exclusive, overlaps with the one before. */
  boolean overlap(int from, int to) {
    return overlapsBefore[to] > overlapsBefore[from];
  }

  /** The lowest schema from an index up to another, exclusive. */
  int lowestSchema(int from, int to, Work work) {
    int schema = histograms[from].layout().schema();
    if (schemaChangesBefore[to] > schemaChangesBefore[from + 1]) {
      work.add(to - from);
      for (int i = from + 1; i < to; i++) {
        schema = Math.min(schema, histograms[i].layout().schema());
      }
    }
    return schema;
  }
}
