package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.sample.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XorChunkTest {
  private static final int CAPACITY = 8192;

  private static byte[] encode(List<NaiveXor.Sample> samples) {
    XorEncoder encoder = new XorEncoder();
    encoder.clear();
    byte[] bytes = new byte[CAPACITY];
    Arrays.fill(bytes, (byte) 0x5a);
    int capacity = 8;
    for (NaiveXor.Sample sample : samples) {
      while (!encoder.append(bytes, 3, capacity, sample.timeMs(), sample.valueBits())) {
        capacity++;
      }
    }
    encoder.complete(bytes, 3);
    assertThat(encoder.bytes()).isLessThanOrEqualTo(capacity);
    return Arrays.copyOfRange(bytes, 3, 3 + encoder.bytes());
  }

  private static List<NaiveXor.Sample> decode(byte[] chunk, int step) {
    XorDecoder decoder = new XorDecoder();
    byte[] padded = Arrays.copyOf(chunk, chunk.length + XorDecoder.PADDING_BYTES);
    decoder.reset(padded, 0, chunk.length, XorDecoder.samples(chunk, 0));
    List<NaiveXor.Sample> samples = new ArrayList<>();
    long[] times = new long[step];
    double[] values = new double[step];
    for (int n; (n = decoder.decode(times, values, 0, step)) > 0; ) {
      for (int i = 0; i < n; i++) {
        samples.add(new NaiveXor.Sample(times[i], Double.doubleToRawLongBits(values[i])));
      }
    }
    return samples;
  }

  /** The worked example of docs/formats/chunks.md. */
  @Test
  void goldenBytes() {
    List<NaiveXor.Sample> samples =
        List.of(
            new NaiveXor.Sample(1000, Double.doubleToRawLongBits(1.5)),
            new NaiveXor.Sample(16000, Double.doubleToRawLongBits(1.5)),
            new NaiveXor.Sample(31000, Double.doubleToRawLongBits(2.0)),
            new NaiveXor.Sample(46010, Double.doubleToRawLongBits(1.5)),
            new NaiveXor.Sample(61010, StaleMarker.BITS));
    byte[] golden = HexFormat.of().parseHex(GOLDEN);
    assertThat(encode(samples)).isEqualTo(golden);
    assertThat(decode(golden, 10)).isEqualTo(samples);
    assertThat(XorEncoder.firstTimeMs(golden, 0)).isEqualTo(1000);
  }

  private static final String GOLDEN =
      "0005d00f3ff800000000000098753099fff00157ffdffb61fa0040000000000010";

  @Test
  void agreesWithTheNaiveTwin() {
    for (long seed = 0; seed < 400; seed++) {
      List<NaiveXor.Sample> samples = randomSamples(new Random(seed));
      byte[] encoded = encode(samples);
      assertThat(encoded).as("seed %d", seed).isEqualTo(NaiveXor.encode(samples));
      for (int step : new int[] {1, 7, 120, 1000}) {
        assertThat(decode(encoded, step)).as("seed %d, step %d", seed, step).isEqualTo(samples);
      }
    }
  }

  @Test
  void changesNothingBehindTheSlice() {
    int from = 5;
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      List<NaiveXor.Sample> samples = randomSamples(random);
      byte[] expected = NaiveXor.encode(samples);
      byte[] bytes = new byte[CAPACITY];
      Arrays.fill(bytes, (byte) 0x5a);
      int capacity = expected.length + random.nextInt(24);
      XorEncoder encoder = new XorEncoder();
      encoder.clear();
      for (NaiveXor.Sample sample : samples) {
        assertThat(encoder.append(bytes, from, capacity, sample.timeMs(), sample.valueBits()))
            .as("seed %d", seed)
            .isTrue();
      }
      encoder.complete(bytes, from);
      assertThat(Arrays.copyOfRange(bytes, from, from + encoder.bytes()))
          .as("seed %d", seed)
          .isEqualTo(expected);
      byte[] untouched = new byte[CAPACITY];
      Arrays.fill(untouched, (byte) 0x5a);
      assertThat(Arrays.copyOf(bytes, from)).isEqualTo(Arrays.copyOf(untouched, from));
      assertThat(Arrays.copyOfRange(bytes, from + capacity, CAPACITY))
          .as("seed %d", seed)
          .isEqualTo(Arrays.copyOfRange(untouched, from + capacity, CAPACITY));
    }
  }

  @Test
  void writesNothingBeforeTheTailAgain() {
    for (long seed = 0; seed < 400; seed++) {
      List<NaiveXor.Sample> samples = randomSamples(new Random(seed));
      byte[] bytes = new byte[CAPACITY];
      XorEncoder encoder = new XorEncoder();
      encoder.clear();
      for (int i = 0; i < samples.size(); i++) {
        append(encoder, bytes, samples.get(i));
        byte[] moment = Arrays.copyOf(bytes, encoder.wholeBytes() + Long.BYTES);
        int length = encoder.bytes();
        int bits = encoder.bits;
        long tail = encoder.tail;
        // What comes later: as if a reader had waited with its copy.
        byte[] later = bytes.clone();
        XorEncoder next = resumed(encoder, bytes, i + 1);
        for (NaiveXor.Sample sample : samples.subList(i + 1, Math.min(samples.size(), i + 4))) {
          append(next, later, sample);
        }
        System.arraycopy(later, 0, moment, 0, XorEncoder.wholeBytes(bits));
        XorEncoder.complete(moment, 0, i + 1, bits, tail);
        assertThat(Arrays.copyOf(moment, length))
            .as("seed %d, sample %d", seed, i)
            .isEqualTo(NaiveXor.encode(samples.subList(0, i + 1)));
      }
    }
  }

  /** An encoder that goes on with a chunk of which the whole bytes are known. */
  private static XorEncoder resumed(XorEncoder from, byte[] words, int samples) {
    byte[] whole = words.clone();
    from.complete(whole, 0);
    XorEncoder resumed = new XorEncoder();
    resumed.lastTimeMs = from.lastTimeMs;
    resumed.lastValueBits = from.lastValueBits;
    resumed.lastDeltaMs = from.lastDeltaMs;
    resumed.leading = from.leading;
    resumed.trailing = from.trailing;
    resumed.samples = samples;
    resumed.bits = from.bits;
    resumed.takeTail(whole, 0);
    assertThat(resumed.tail).isEqualTo(from.tail);
    return resumed;
  }

  private static void append(XorEncoder encoder, byte[] bytes, NaiveXor.Sample sample) {
    assertThat(encoder.append(bytes, 0, CAPACITY, sample.timeMs(), sample.valueBits())).isTrue();
  }

  private static List<NaiveXor.Sample> randomSamples(Random random) {
    List<NaiveXor.Sample> samples = new ArrayList<>();
    long time =
        random.nextInt(5) == 0 ? random.nextLong() >> random.nextInt(60) : 1_700_000_000_000L;
    time = Math.min(time, Long.MAX_VALUE >> 3);
    int jitter = 1 << random.nextInt(22);
    int kind = random.nextInt(6);
    double value = random.nextInt(100);
    for (int i = 1 + random.nextInt(240); i > 0; i--) {
      samples.add(new NaiveXor.Sample(time, Double.doubleToRawLongBits(value)));
      time += random.nextInt(9) == 0 ? 1L + random.nextInt(jitter) : 15_000;
      if (random.nextInt(100) == 0) {
        time += random.nextLong() >>> (24 + random.nextInt(30));
      }
      value =
          switch (kind) {
            case 0 -> value;
            case 1 -> value + random.nextInt(3);
            case 2 -> random.nextGaussian();
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> -value;
            default -> random.nextInt(4) == 0 ? StaleMarker.VALUE : value + 0.1;
          };
    }
    return samples;
  }

  @Test
  void edgesOfTimeCodes() {
    for (long dod : new long[] {8191, 8192, 8193, 65535, 65536, 65537, 524287, 524288, 524289}) {
      for (int sign = -1; sign <= 1; sign += 2) {
        long delta = 1_000_000;
        List<NaiveXor.Sample> samples =
            List.of(
                new NaiveXor.Sample(-5, 0),
                new NaiveXor.Sample(-5 + delta, 0),
                new NaiveXor.Sample(-5 + 2 * delta + sign * dod, 1));
        byte[] encoded = encode(samples);
        assertThat(encoded).as("dod %d", sign * dod).isEqualTo(NaiveXor.encode(samples));
        assertThat(decode(encoded, 3)).as("dod %d", sign * dod).isEqualTo(samples);
      }
    }
  }

  @Test
  void damagedChunksAreSaidSo() {
    Random random = new Random(8);
    byte[] chunk = encode(randomSamples(new Random(77)));
    for (int length = 2; length < chunk.length - 1; length++) {
      byte[] cut = Arrays.copyOf(chunk, length);
      assertThatThrownBy(() -> decode(cut, 50)).isInstanceOf(CorruptChunkException.class);
    }
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = chunk.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(decode(damaged, 100)).hasSize(XorDecoder.samples(damaged, 0));
      } catch (CorruptChunkException e) {
        assertThat(e).hasMessageContaining("XOR chunk");
      }
    }
  }
}
