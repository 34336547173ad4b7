package dev.deucalion.model.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {
  private static final int[] CODE_POINTS = {'a', 'b', 0x7f, 0x20ac, 0xe000, 0xfffd, 0x1f600};

  @Test
  void sortsAsBytesDo() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int kinds = seed % 2 == 0 ? CODE_POINTS.length : CODE_POINTS.length - 1;
      List<String> strings = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
          text.appendCodePoint(CODE_POINTS[random.nextInt(kinds)]);
        }
        strings.add(text.toString());
      }
      List<String> expected = new ArrayList<>(strings);
      expected.sort((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
      Utf8Order.sort(strings);
      assertThat(strings).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
