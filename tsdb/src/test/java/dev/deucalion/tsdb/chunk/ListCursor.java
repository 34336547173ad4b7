package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A cursor over a list, in runs that are sometimes shorter than the caller's arrays. */
final class ListCursor implements SampleCursor {
  /**
   * A sample.
   *
   * @param valueBits of a float; 0 for a histogram
   * @param histogram null for a float
   */
  record Sample(long timeMs, long valueBits, @Nullable Histogram histogram) {
    static Sample of(long timeMs, double value) {
      return new Sample(timeMs, Double.doubleToRawLongBits(value), null);
    }
  }

  private final List<Sample> samples;
  private final Random random;
  private int at;

  ListCursor(List<Sample> samples, Random random) {
    this.samples = samples;
    this.random = random;
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    int max = random.nextInt(values.length) + 1;
    int count = 0;
    while (count < max && at < samples.size() && samples.get(at).histogram() == null) {
      timesMs[count] = samples.get(at).timeMs();
      values[count++] = Double.longBitsToDouble(samples.get(at++).valueBits());
    }
    return count;
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] histograms) {
    int max = random.nextInt(histograms.length) + 1;
    int count = 0;
    while (count < max && at < samples.size()) {
      Histogram histogram = samples.get(at).histogram();
      if (histogram == null) {
        break;
      }
      timesMs[count] = samples.get(at++).timeMs();
      histograms[count++] = histogram;
    }
    return count;
  }

  /** All samples of a cursor, read in the way that {@link SampleCursor} shows. */
  static List<Sample> read(SampleCursor cursor) {
    List<Sample> found = new ArrayList<>();
    long[] timesMs = new long[5];
    double[] values = new double[5];
    Histogram[] histograms = new Histogram[5];
    int floatCount;
    int histogramCount;
    do {
      floatCount = cursor.next(timesMs, values);
      for (int i = 0; i < floatCount; i++) {
        found.add(Sample.of(timesMs[i], values[i]));
      }
      histogramCount = cursor.nextHistograms(timesMs, histograms);
      for (int i = 0; i < histogramCount; i++) {
        found.add(new Sample(timesMs[i], 0, histograms[i]));
      }
    } while (floatCount + histogramCount > 0);
    return found;
  }
}
