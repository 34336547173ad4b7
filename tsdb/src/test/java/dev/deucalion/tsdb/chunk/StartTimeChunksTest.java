package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks whose samples may have start times are read with them and without. */
class StartTimeChunksTest {
  private final ChunkReader reader = new ChunkReader();

  @Test
  void floatsComeBack() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<NaiveXor2.Sample> samples = floats(random);
      byte[] chunk = NaiveXor2.encode(samples);
      read(ChunkEncoding.XOR2, chunk, samples.size());
      long[] timesMs = new long[samples.size()];
      double[] values = new double[samples.size()];
      long[] startTimesMs = new long[samples.size()];
      assertThat(reader.next(timesMs, values, startTimesMs)).isEqualTo(samples.size());
      read(ChunkEncoding.XOR2, chunk, samples.size());
      int first = reader.next(timesMs, values, 0, random.nextInt(samples.size() + 1));
      assertThat(first + reader.next(timesMs, values, first, samples.size()))
          .as("seed %s", seed)
          .isEqualTo(samples.size());
      for (int i = 0; i < samples.size(); i++) {
        assertThat(timesMs[i]).as("seed %s", seed).isEqualTo(samples.get(i).timeMs());
        assertThat(Double.doubleToRawLongBits(values[i]))
            .as("seed %s", seed)
            .isEqualTo(samples.get(i).valueBits());
        assertThat(startTimesMs[i]).as("seed %s", seed).isEqualTo(samples.get(i).startMs());
      }
    }
  }

  private static List<NaiveXor2.Sample> floats(Random random) {
    List<NaiveXor2.Sample> samples = new ArrayList<>();
    long timeMs = random.nextInt();
    long startMs = random.nextBoolean() ? 0 : timeMs - 1000;
    double value = 0;
    for (int i = random.nextInt(1, 240); i > 0; i--) {
      timeMs += 15_000 + (random.nextInt(4) == 0 ? random.nextInt(1 << random.nextInt(1, 31)) : 0);
      value += random.nextInt(3) == 0 ? 0 : random.nextInt(100) * 0.1;
      startMs = random.nextInt(200) == 0 ? timeMs - 7 : startMs;
      boolean stale = random.nextInt(20) == 0;
      samples.add(
          new NaiveXor2.Sample(
              timeMs, stale ? StaleMarker.BITS : Double.doubleToRawLongBits(value), startMs));
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void histogramsComeBack(boolean floats) {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      RandomHistograms source = new RandomHistograms(random, floats, false);
      HistogramEncoder plain =
          floats ? new FloatHistogramChunkEncoder() : new HistogramChunkEncoder();
      Histogram histogram = source.next();
      while (histogram.isStale()) {
        histogram = source.next();
      }
      StringBuilder bits = new StringBuilder();
      StartTimesOfChunk startTimes = new StartTimesOfChunk(bits);
      int written = 0;
      int count = random.nextInt(1, 200);
      List<Histogram> expected = new ArrayList<>();
      long[] startsMs = new long[count];
      for (int i = 0; i < count; i++) {
        assertThat(plain.append(i * 1000L, histogram)).isEqualTo(Outcome.APPENDED);
        expected.add(plain.last());
        // What the plain encoding has for this sample, then the start time.
        String all = binary(plain);
        bits.append(all, written, plain.bits());
        written = plain.bits();
        long startMs = i < 50 ? 77 : 78;
        startTimes.add(i * 1000L, (i - 1) * 1000L, startMs);
        startsMs[i] = startMs;
        histogram = source.grown(histogram);
      }
      StringBuilder chunk = new StringBuilder("01").append(NaiveXor.binary(count, 14));
      chunk.append(startTimes.header()).append(bits, HistogramHeader.BYTES * 8, bits.length());
      read(
          floats ? ChunkEncoding.FLOAT_HISTOGRAM_ST : ChunkEncoding.HISTOGRAM_ST,
          NaiveXor.bytes(chunk),
          count);
      Histogram[] found = new Histogram[count];
      long[] startTimesMs = new long[count];
      assertThat(reader.nextHistograms(new long[count], found, startTimesMs)).isEqualTo(count);
      assertThat(startTimesMs).as("seed %s", seed).isEqualTo(startsMs);
      for (int i = 0; i < count; i++) {
        assertThat(found[i].withResetHint(expected.get(i).resetHint()))
            .as("seed %s, sample %s", seed, i)
            .isEqualTo(expected.get(i));
      }
    }
  }

  private static String binary(HistogramEncoder encoder) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < encoder.length(); i++) {
      bits.append(NaiveXor.binary(encoder.bytes()[i], 8));
    }
    return bits.toString();
  }

  private void read(ChunkEncoding encoding, byte[] chunk, int samples) {
    ChunkData data = new ChunkData();
    data.encoding = encoding;
    data.bytes = Arrays.copyOf(chunk, chunk.length + XorDecoder.PADDING_BYTES);
    data.length = chunk.length;
    assertThat(data.samples()).isEqualTo(samples);
    reader.reset(data);
  }
}
