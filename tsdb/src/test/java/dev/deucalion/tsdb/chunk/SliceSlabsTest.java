package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceSlabsTest {
  private record Held(int slice, byte mark) {}

  @Test
  void slicesNeverOverlap() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      SliceSlabs slabs = new SliceSlabs();
      List<Held> held = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        if (held.isEmpty() || random.nextInt(100) < (i / 1000 % 2 == 0 ? 60 : 40)) {
          int bytes = 1 + random.nextInt(i / 2500 == 0 ? 40 : 1024);
          int slice = slabs.take(bytes);
          assertThat(slice).isNotNegative();
          assertThat(slabs.capacity(slice)).isGreaterThanOrEqualTo(bytes);
          assertThat(slabs.capacity(slice) % Long.BYTES).isZero();
          Held one = new Held(slice, (byte) random.nextInt());
          fill(slabs, one);
          held.add(one);
        } else {
          Held one = held.remove(random.nextInt(held.size()));
          assertThat(isIntact(slabs, one)).as("seed %d, step %d", seed, i).isTrue();
          slabs.free(one.slice);
        }
      }
      for (Held one : held) {
        assertThat(isIntact(slabs, one)).as("seed %d", seed).isTrue();
        slabs.free(one.slice);
      }
    }
  }

  @Test
  void freeSlabsServeOtherSizes() {
    SliceSlabs slabs = new SliceSlabs();
    int[] slices = new int[10_000];
    for (int bytes : new int[] {24, 32, 64, 128, 64, 24, 512}) {
      for (int i = 0; i < slices.length; i++) {
        slices[i] = slabs.take(bytes);
      }
      for (int slice : slices) {
        slabs.free(slice);
      }
    }
    assertThat(slabs.bytes()).isLessThan(10_000L * 512 * 11 / 10);
  }

  /**
   * Chunks that grow by some bytes at each step and end after 120 steps, each in a phase of its
   * own.
   */
  @Test
  void littleIsIdleWhileChunksGrowAndEnd() {
    int chunks = 10_000;
    Random random = new Random(5);
    SliceSlabs slabs = new SliceSlabs();
    int[] slices = new int[chunks];
    int[] bytes = new int[chunks];
    Arrays.fill(slices, SliceSlabs.NO_SLICE);
    long inUse = 0;
    for (int step = 0; step < 400; step++) {
      for (int i = 0; i < chunks; i++) {
        if ((step + i) % 120 == 0 && slices[i] != SliceSlabs.NO_SLICE) {
          inUse -= slabs.capacity(slices[i]);
          slabs.free(slices[i]);
          slices[i] = SliceSlabs.NO_SLICE;
          bytes[i] = 16;
        }
        bytes[i] += random.nextInt(i % 7 + 2);
        if (slices[i] == SliceSlabs.NO_SLICE || slabs.capacity(slices[i]) < bytes[i]) {
          int larger = slabs.take(bytes[i]);
          inUse += slabs.capacity(larger);
          if (slices[i] != SliceSlabs.NO_SLICE) {
            inUse -= slabs.capacity(slices[i]);
            slabs.free(slices[i]);
          }
          slices[i] = larger;
        }
      }
    }
    assertThat((double) slabs.bytes() / inUse).isLessThan(1.2);
  }

  private static void fill(SliceSlabs slabs, Held held) {
    int from = slabs.offset(held.slice);
    Arrays.fill(slabs.slab(held.slice), from, from + slabs.capacity(held.slice), held.mark);
  }

  private static boolean isIntact(SliceSlabs slabs, Held held) {
    int from = slabs.offset(held.slice);
    for (int i = from; i < from + slabs.capacity(held.slice); i++) {
      if (slabs.slab(held.slice)[i] != held.mark) {
        return false;
      }
    }
    return true;
  }
}
