package dev.deucalion.model.labels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesHashTest {
  private final SeriesHash hash = new SeriesHash(new Random(1));

  @Test
  void dependsOnTheBytesAlone() {
    byte[] text = "go_memstats_alloc_bytes{a=\"b\"}".getBytes(UTF_8);
    for (int length = 0; length <= text.length; length++) {
      hash.of(text, 0, length);
      long low = hash.low();
      long high = hash.high();
      byte[] moved = new byte[text.length + 40];
      Arrays.fill(moved, (byte) 'x');
      System.arraycopy(text, 0, moved, 7, length);
      SeriesHash other = hash.copy();
      other.of(moved, 7, 7 + length);
      assertThat(other.low()).as("length %d", length).isEqualTo(low);
      assertThat(other.high()).as("length %d", length).isEqualTo(high);
    }
  }

  @Test
  void everyBitOfEveryLengthCountsInBothHalves() {
    Random random = new Random(2);
    for (int length = 1; length < 80; length++) {
      byte[] text = new byte[length];
      random.nextBytes(text);
      Set<Long> lows = new HashSet<>();
      Set<Long> highs = new HashSet<>();
      for (int bit = -1; bit < 8 * length; bit++) {
        byte[] flipped = text.clone();
        if (bit >= 0) {
          flipped[bit / 8] ^= (byte) (1 << bit % 8);
        }
        hash.of(flipped, 0, length);
        lows.add(hash.low());
        highs.add(hash.high());
      }
      assertThat(lows).as("length %d", length).hasSize(8 * length + 1);
      assertThat(highs).as("length %d", length).hasSize(8 * length + 1);
    }
  }

  @Test
  void lengthCounts() {
    byte[] zeros = new byte[100];
    Set<Long> lows = new HashSet<>();
    for (int length = 0; length <= 100; length++) {
      hash.of(zeros, 0, length);
      lows.add(hash.low());
    }
    assertThat(lows).hasSize(101);
  }
}
