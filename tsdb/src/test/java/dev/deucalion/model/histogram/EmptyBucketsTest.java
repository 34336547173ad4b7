package dev.deucalion.model.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmptyBucketsTest {
  private static IntHistogram of(int schema, int[] spans, long... counts) {
    return new IntHistogram(
        CounterResetHint.UNKNOWN,
        BucketLayout.exponential(schema, 0.001, spans, new int[0]),
        2,
        2 + IntStream.range(0, counts.length).mapToLong(i -> counts[i]).sum(),
        1.5,
        counts,
        new long[0]);
  }

  @Test
  void leavesOutEmptyBuckets() {
    IntHistogram compacted =
        (IntHistogram)
            EmptyBuckets.compacted(of(0, new int[] {-2, 3, 0, 0, 1, 2}, 0, 4, 0, 5, 6), 0);
    assertThat(compacted.layout().positiveSpans()).containsExactly(-1, 1, 2, 2);
    assertThat(compacted.positive()).containsExactly(4, 5, 6);
    assertThat(compacted.zeroCount()).isEqualTo(2);
  }

  @Test
  void keepsAndClosesSmallGaps() {
    IntHistogram compacted =
        (IntHistogram)
            EmptyBuckets.compacted(of(0, new int[] {0, 4, 2, 1, 3, 2}, 1, 0, 0, 2, 3, 0, 4), 2);
    assertThat(compacted.layout().positiveSpans()).containsExactly(0, 7, 4, 1);
    assertThat(compacted.positive()).containsExactly(1, 0, 0, 2, 0, 0, 3, 4);
  }

  @Test
  void returnsWhatIsNoRowOfBuckets() {
    IntHistogram back = of(0, new int[] {0, 1, -1, 1}, 1, 1);
    assertThat(EmptyBuckets.compacted(back, 0)).isSameAs(back);
    IntHistogram over = of(0, new int[] {Integer.MAX_VALUE, 1, Integer.MAX_VALUE, 1}, 1, 1);
    assertThat(EmptyBuckets.compacted(over, 2)).isSameAs(over);
  }

  /** Against a map from index to count. */
  @Test
  void agreesWithAMap() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int[] indices = random.ints(random.nextInt(40), -30, 30).sorted().distinct().toArray();
      long[] counts = new long[indices.length];
      TreeMap<Integer, Long> used = new TreeMap<>();
      for (int i = 0; i < indices.length; i++) {
        counts[i] = Math.max(0, random.nextInt(6) - 3);
        if (counts[i] > 0) {
          used.put(indices[i], counts[i]);
        }
      }
      IntHistogram h = of(4, BucketSpans.of(indices), counts);
      assertThat(map((IntHistogram) EmptyBuckets.compacted(h, 0)))
          .as("seed %d", seed)
          .isEqualTo(used);
      FloatHistogram closed = EmptyBuckets.compacted(h.toFloat(), 3).toFloat();
      assertThat(closed).isEqualTo(EmptyBuckets.compacted(h, 3).toFloat());
    }
  }

  private static Map<Integer, Long> map(IntHistogram h) {
    Map<Integer, Long> map = new TreeMap<>();
    int[] indices = BucketSpans.indices(h.layout().positiveSpans());
    for (int i = 0; i < indices.length; i++) {
      map.put(indices[i], h.positive()[i]);
    }
    return map;
  }
}
