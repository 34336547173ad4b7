package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

class SortedIdsTest {
  /** Gaps between ids: containers of bits, of arrays, and many of both. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 100_000, 20_000_000})
  void hasWhatWasAdded(int gap) {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      TreeSet<Integer> expected = new TreeSet<>(Integer::compareUnsigned);
      SortedIds ids = new SortedIds();
      long next = random.nextInt(gap);
      while (next < 1L << 32 && expected.size() < 20_000) {
        int[] batch = new int[1 + random.nextInt(5_000)];
        int count = 0;
        while (count < batch.length && next < 1L << 32) {
          batch[count++] = (int) next;
          expected.add((int) next);
          next += 1 + random.nextInt(gap);
        }
        assertThat(ids.add(batch, count)).isTrue();
      }
      RoaringBitmap target = RoaringBitmap.bitmapOf(7, 70_000);
      expected.add(7);
      expected.add(70_000);
      ids.addTo(target);
      assertThat(target.toArray())
          .as("seed %d", seed)
          .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
      assertThat(target.validate()).isTrue();
    }
  }

  @Test
  void refusesWhatDoesNotRise() {
    assertThat(new SortedIds().add(new int[] {1, 3, 3}, 3)).isFalse();
    assertThat(new SortedIds().add(new int[] {-1, 5}, 2)).isFalse();
    SortedIds ids = new SortedIds();
    assertThat(ids.add(new int[] {5}, 1)).isTrue();
    assertThat(ids.add(new int[] {4}, 1)).isFalse();
  }
}
