package dev.deucalion.benchmarks.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.HistogramEncoder;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time for one histogram of a chunk of 60: a latency with {@link #buckets} buckets, of which a
 * third count something between two samples. Chunks of 16 series take turns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HistogramChunkBenchmark {
  private static final int SAMPLES = 60;
  private static final int SERIES = 16;

  /** Kind of the counts. */
  public enum Counts {
    INTEGER,
    FLOAT
  }

  @Param({"INTEGER", "FLOAT"})
  private Counts counts = Counts.INTEGER;

  @Param({"20", "160"})
  private int buckets;

  private final Histogram[][] histograms = new Histogram[SERIES][SAMPLES];
  private final HistogramEncoder[] chunks = new HistogramEncoder[SERIES];
  private final ChunkReader reader = new ChunkReader();
  private final long[] decodedTimes = new long[SAMPLES];
  private final Histogram[] decoded = new Histogram[SAMPLES];
  private int next;

  @Setup
  public void check() {
    for (int i = 0; i < SERIES; i++) {
      fill(histograms[i], new Random(i));
      chunks[i] = encode(i);
      decode(i);
      for (int j = 0; j < SAMPLES; j++) {
        Histogram expected = histograms[i][j].withResetHint(decoded[j].resetHint());
        if (decodedTimes[j] != timeMs(j) || !decoded[j].equals(expected)) {
          throw new IllegalStateException("series " + i + " did not come back as it was");
        }
      }
    }
  }

  private void fill(Histogram[] series, Random random) {
    BucketLayout layout =
        BucketLayout.exponential(3, 0x1p-128, new int[] {-buckets / 2, buckets}, new int[0]);
    long[] now = new long[buckets];
    long count = 0;
    for (int j = 0; j < series.length; j++) {
      for (int n = random.nextInt(buckets); n > 0; n--) {
        int bucket =
            Math.clamp(Math.round((random.nextGaussian() + 3) * buckets / 6), 0, buckets - 1);
        now[bucket]++;
        count++;
      }
      IntHistogram histogram =
          new IntHistogram(
              CounterResetHint.UNKNOWN, layout, 0, count, count * 0.37, now.clone(), new long[0]);
      series[j] = counts == Counts.FLOAT ? scaled(histogram.toFloat()) : histogram;
    }
  }

  /** Counts as a recording rule makes them of rates. */
  private static FloatHistogram scaled(FloatHistogram histogram) {
    double[] positive = histogram.positive().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] /= 15;
    }
    return new FloatHistogram(
        histogram.resetHint(),
        histogram.layout(),
        0,
        histogram.count() / 15,
        histogram.sum(),
        positive,
        new double[0]);
  }

  private static long timeMs(int i) {
    return 1_700_000_000_000L + i * 15_000L;
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int append() {
    return encode(turn()).length();
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public Histogram decode() {
    return decode(turn());
  }

  /** The yardstick: the same objects with copies of their arrays. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public Histogram copy() {
    int i = turn();
    for (int j = 0; j < SAMPLES; j++) {
      decoded[j] =
          switch (histograms[i][j]) {
            case IntHistogram h ->
                new IntHistogram(
                    h.resetHint(),
                    h.layout(),
                    h.zeroCount(),
                    h.count(),
                    h.sum(),
                    h.positive().clone(),
                    h.negative());
            case FloatHistogram h ->
                new FloatHistogram(
                    h.resetHint(),
                    h.layout(),
                    h.zeroCount(),
                    h.count(),
                    h.sum(),
                    h.positive().clone(),
                    h.negative());
          };
    }
    return decoded[SAMPLES - 1];
  }

  private int turn() {
    next = (next + 1) & (SERIES - 1);
    return next;
  }

  private HistogramEncoder encode(int i) {
    HistogramEncoder encoder = HistogramEncoder.of(histograms[i][0]);
    for (int j = 0; j < SAMPLES; j++) {
      if (encoder.append(timeMs(j), histograms[i][j]) != Outcome.APPENDED) {
        throw new IllegalStateException("histogram " + j + " does not fit");
      }
    }
    return encoder;
  }

  private Histogram decode(int i) {
    HistogramEncoder chunk = chunks[i];
    reader.reset(chunk.encoding(), chunk.bytes(), 0, chunk.length(), SAMPLES);
    reader.nextHistograms(decodedTimes, decoded);
    return decoded[SAMPLES - 1];
  }
}
