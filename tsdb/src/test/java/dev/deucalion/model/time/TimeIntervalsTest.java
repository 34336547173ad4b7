package dev.deucalion.model.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeIntervalsTest {
  @Test
  void agreesWithABitSet() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      TimeIntervals ranges = TimeIntervals.NONE;
      BitSet twin = new BitSet();
      for (int i = random.nextInt(12); i >= 0; i--) {
        int from = random.nextInt(100);
        int to = from + random.nextInt(15);
        ranges = ranges.plus(from, to);
        twin.set(from, to + 1);
      }
      int cut = random.nextInt(100);
      TimeIntervals late = ranges.endingAtOrAfter(cut);
      for (int time = 0; time < 130; time++) {
        assertThat(ranges.contains(time)).as("seed %d, %d", seed, time).isEqualTo(twin.get(time));
        int next = twin.nextSetBit(time);
        assertThat(ranges.overlaps(time, time + 3)).isEqualTo(next >= 0 && next <= time + 3);
        if (time >= cut) {
          assertThat(late.contains(time)).isEqualTo(twin.get(time));
        }
      }
      for (int i = 1; i < ranges.size(); i++) {
        assertThat(ranges.minTimeMs(i)).isGreaterThan(ranges.maxTimeMs(i - 1) + 1);
      }
    }
  }

  @Test
  void takesTheEndsOfTime() {
    TimeIntervals all = TimeIntervals.NONE.plus(5, 6).plus(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(all.size()).isEqualTo(1);
    assertThat(all.contains(Long.MIN_VALUE)).isTrue();
    assertThat(all.contains(Long.MAX_VALUE)).isTrue();
    assertThat(all.plus(3, 4).size()).isEqualTo(1);
  }
}
