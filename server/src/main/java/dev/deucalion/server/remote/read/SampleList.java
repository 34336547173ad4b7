package dev.deucalion.server.remote.read;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples of one series, in any order. For one thread. */
final class SampleList {
  /** A float, or a histogram where there is one. */
  private record Sample(long timeMs, double value, @Nullable Histogram histogram) {}

  private final List<Sample> samples = new ArrayList<>();

  void add(long timeMs, double value, @Nullable Histogram histogram) {
    samples.add(new Sample(timeMs, value, histogram));
  }

  int size() {
    return samples.size();
  }

  /** The samples in the order of time, the first one of each time. */
  SampleCursor cursor() {
    samples.sort(Comparator.comparingLong(Sample::timeMs));
    List<Sample> distinct = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      if (distinct.isEmpty() || distinct.getLast().timeMs() < sample.timeMs()) {
        distinct.add(sample);
      }
    }
    return new Cursor(distinct);
  }

  private static final class Cursor implements SampleCursor {
    private final List<Sample> samples;
    private int at;

    Cursor(List<Sample> samples) {
      this.samples = samples;
    }

    @Override
    public int next(long[] timesMs, double[] values) {
      int count = 0;
      while (count < timesMs.length && at < samples.size() && histogram() == null) {
        timesMs[count] = samples.get(at).timeMs();
        values[count++] = samples.get(at++).value();
      }
      return count;
    }

    @Override
    public int nextHistograms(long[] timesMs, Histogram[] histograms) {
      int count = 0;
      while (count < timesMs.length && at < samples.size()) {
        Histogram histogram = histogram();
        if (histogram == null) {
          break;
        }
        timesMs[count] = samples.get(at++).timeMs();
        histograms[count++] = histogram;
      }
      return count;
    }

    private @Nullable Histogram histogram() {
      return samples.get(at).histogram();
    }
  }
}
