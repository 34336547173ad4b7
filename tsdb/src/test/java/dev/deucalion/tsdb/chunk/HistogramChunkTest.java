package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever histograms go into chunks come out of them. */
class HistogramChunkTest {
  private record Sample(long timeMs, Histogram histogram) {}

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void histogramsComeBack(boolean floats, boolean gauge) {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      RandomHistograms source = new RandomHistograms(random, floats, gauge);
      List<Sample> written = new ArrayList<>();
      List<Sample> read = new ArrayList<>();
      HistogramEncoder encoder =
          floats ? new FloatHistogramChunkEncoder() : new HistogramChunkEncoder();
      long timeMs = random.nextInt();
      for (int i = 0; i < 200; i++) {
        timeMs += 1 + (random.nextInt(10) == 0 ? random.nextInt(1 << 30) : 15_000);
        Histogram histogram = source.next();
        written.add(new Sample(timeMs, histogram));
        if (encoder.append(timeMs, histogram) == Outcome.NEW_CHUNK) {
          read.addAll(read(encoder));
          encoder.begin(timeMs, histogram);
        }
        assertThat(encoder.lastTimeMs()).isEqualTo(timeMs);
      }
      read.addAll(read(encoder));
      assertThat(read).as("seed %s", seed).hasSameSizeAs(written);
      for (int i = 0; i < read.size(); i++) {
        assertThat(essence(read.get(i)))
            .as("seed %s, sample %s", seed, i)
            .isEqualTo(essence(written.get(i)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void whatWasHandedOutStaysReadable(boolean floats) {
    Random random = new Random(7);
    RandomHistograms source = new RandomHistograms(random, floats, false);
    HistogramEncoder encoder =
        floats ? new FloatHistogramChunkEncoder() : new HistogramChunkEncoder();
    encoder.append(1000, source.next());
    byte[] bytes = encoder.bytes();
    int length = encoder.length();
    List<Sample> before = read(encoder);
    for (int i = 2; i < 100; i++) {
      Histogram histogram = source.next();
      if (encoder.append(i * 1000L, histogram) == Outcome.NEW_CHUNK) {
        encoder.begin(i * 1000L, histogram);
      }
    }
    assertThat(read(encoder.encoding(), bytes, length, 1)).isEqualTo(before);
  }

  @Test
  void bucketsFinerThanAnyoneWritesAreBroughtDown() {
    Histogram fine =
        new IntHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.exponential(9, 0, new int[] {0, 3}, new int[0]),
            0,
            6,
            1.5,
            new long[] {1, 2, 3},
            new long[0]);
    HistogramEncoder encoder = new HistogramChunkEncoder();
    encoder.begin(1000, fine);
    assertThat(read(encoder).getFirst().histogram())
        .isEqualTo(
            new IntHistogram(
                CounterResetHint.UNKNOWN,
                BucketLayout.exponential(8, 0, new int[] {0, 2}, new int[0]),
                0,
                6,
                1.5,
                new long[] {1, 5},
                new long[0]));
  }

  private static List<Sample> read(HistogramEncoder encoder) {
    ChunkData data = new ChunkData();
    data.encoding = encoder.encoding();
    data.bytes = encoder.bytes();
    data.length = encoder.length();
    assertThat(data.samples()).isEqualTo(encoder.samples());
    return read(data.encoding, data.bytes, data.length, data.samples());
  }

  private static List<Sample> read(ChunkEncoding encoding, byte[] bytes, int length, int samples) {
    ChunkReader reader = new ChunkReader();
    reader.reset(encoding, bytes, 0, length, samples);
    List<Sample> found = new ArrayList<>();
    long[] timesMs = new long[7];
    Histogram[] histograms = new Histogram[7];
    assertThat(reader.next(timesMs, new double[7])).isZero();
    for (int n; (n = reader.nextHistograms(timesMs, histograms)) > 0; ) {
      for (int i = 0; i < n; i++) {
        found.add(new Sample(timesMs[i], histograms[i]));
      }
    }
    assertThat(reader.remaining()).isZero();
    assertThat(found).hasSize(samples);
    for (int i = 0; i < samples; i++) {
      Histogram histogram = found.get(i).histogram();
      if (!histogram.isStale() && histogram.resetHint() != CounterResetHint.GAUGE) {
        assertThat(histogram.resetHint())
            .isEqualTo(i == 0 ? CounterResetHint.UNKNOWN : CounterResetHint.NOT_RESET);
      }
    }
    return found;
  }

  /** All that a chunk keeps of a histogram: empty buckets may come and go. */
  private static List<Object> essence(Sample sample) {
    Histogram histogram = sample.histogram();
    return switch (histogram) {
      case IntHistogram h ->
          List.of(
              sample.timeMs(),
              h.count(),
              h.zeroCount(),
              Double.doubleToRawLongBits(h.sum()),
              h.layout().schema(),
              h.layout().zeroThreshold(),
              buckets(h.layout().positiveSpans(), h.toFloat().positive()),
              buckets(h.layout().negativeSpans(), h.toFloat().negative()));
      case FloatHistogram h ->
          List.of(
              sample.timeMs(),
              h.count(),
              h.zeroCount(),
              Double.doubleToRawLongBits(h.sum()),
              h.layout().schema(),
              h.layout().zeroThreshold(),
              buckets(h.layout().positiveSpans(), h.positive()),
              buckets(h.layout().negativeSpans(), h.negative()));
    };
  }

  private static Map<Integer, Double> buckets(int[] spans, double[] counts) {
    Map<Integer, Double> buckets = new TreeMap<>();
    int[] indices = BucketSpans.indices(spans);
    for (int i = 0; i < indices.length; i++) {
      if (counts[i] != 0) {
        buckets.put(indices[i], counts[i]);
      }
    }
    return buckets;
  }
}
