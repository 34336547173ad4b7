package dev.deucalion.tsdb.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SortedUnionTest {
  private static final List<String> LETTERS = List.of("", "a", "b", "\uffee", "\ud83d\ude00");

  private static Set<String> strings(Random random) {
    TreeSet<String> strings = new TreeSet<>(Utf8Order::compare);
    for (int i = random.nextInt(12); i > 0; i--) {
      strings.add(
          LETTERS.get(random.nextInt(LETTERS.size()))
              + LETTERS.get(random.nextInt(LETTERS.size())));
    }
    return strings;
  }

  @Test
  void hasTheStringsOfBothInByteOrder() {
    for (long seed = 1; seed <= 500; seed++) {
      Random random = new Random(seed);
      Set<String> a = strings(random);
      Set<String> b = random.nextInt(4) == 0 ? a : strings(random);
      Set<String> expected = new TreeSet<>(Utf8Order::compare);
      expected.addAll(a);
      expected.addAll(b);
      assertThat(SortedUnion.of(new ArrayList<>(a), new ArrayList<>(b)))
          .as("seed %d", seed)
          .containsExactlyElementsOf(expected);
    }
  }
}
