package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Replays the worked examples of {@code docs/formats/histogram-chunks.md}. */
class HistogramChunkExampleTest {
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(0, 0x1p-128, new int[] {0, 2, 1, 1}, new int[0]);

  @Test
  void integers() {
    HistogramEncoder encoder = new HistogramChunkEncoder();
    encoder.append(1000, ints(1, 6, 4.5, 2, 2, 1));
    encoder.append(16_000, ints(1, 9, 7.5, 3, 3, 2));
    encoder.append(31_000, ints(1, 9, 7.5, 3, 3, 2));
    encoder.append(46_000, IntHistogram.STALE);
    assertThat(hex(encoder))
        .isEqualTo("000400744a48c5e3e8b4500480000000000024bfc1d4c4db02e22a5c18bdffb8000000000008");
  }

  @Test
  void floats() {
    HistogramEncoder encoder = new FloatHistogramChunkEncoder();
    encoder.append(1000, floats(1, 6, 4.5, 2, 2, 1));
    encoder.append(16_000, floats(1, 6.5, 5, 2.5, 2, 1));
    assertThat(hex(encoder))
        .isEqualTo(
            "000200744a48c5e3e840180000000000003ff000000000000040120000000000004000000000000000"
                + "40000000000000003ff0000000000000f83a98dc0db42f6830");
  }

  private static IntHistogram ints(long zeroCount, long count, double sum, long... buckets) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN, LAYOUT, zeroCount, count, sum, buckets, new long[0]);
  }

  private static FloatHistogram floats(
      double zeroCount, double count, double sum, double... buckets) {
    return new FloatHistogram(
        CounterResetHint.UNKNOWN, LAYOUT, zeroCount, count, sum, buckets, new double[0]);
  }

  private static String hex(HistogramEncoder encoder) {
    return HexFormat.of().formatHex(encoder.bytes(), 0, encoder.length());
  }
}
