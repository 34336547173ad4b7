package dev.deucalion.tsdb.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.Utf8Order;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class LabelOrderTest {
  private static final String[] STRINGS = {"a", "ab", "b", "é", "\uE000", "\uD83D\uDE00", "z"};

  @Test
  void sortsSeriesAsLabelsAreSorted() {
    Random random = new Random(9);
    SeriesCatalog catalog = new SeriesCatalog(1);
    LabelHasher hasher = new LabelHasher(1);
    for (int i = 0; i < 2_000; i++) {
      LabelsBuilder labels = new LabelsBuilder();
      labels.set("n", STRINGS[random.nextInt(STRINGS.length)]);
      for (String name : STRINGS) {
        if (random.nextBoolean()) {
          labels.set(name, STRINGS[random.nextInt(STRINGS.length)]);
        }
      }
      Labels built = labels.build();
      catalog.findOrCreate(built, hasher.hash(built));
    }
    RoaringBitmap some = new RoaringBitmap();
    IntStream.range(0, catalog.idBound()).filter(id -> random.nextInt(3) > 0).forEach(some::add);
    LabelOrder order = new LabelOrder(catalog, some);
    List<Labels> sorted = Arrays.stream(order.ids()).mapToObj(catalog::labels).toList();
    assertThat(sorted).isSorted().doesNotHaveDuplicates().hasSize(some.getCardinality());
    Set<String> used = new TreeSet<>(Utf8Order::compare);
    sorted.forEach(labels ->
        labels.forEach((name, value) -> {
          used.add(name);
          used.add(value);
        }));
    assertThat(order.symbols().toList()).containsExactlyElementsOf(used);
  }

  @Test
  void sortsIntsByAnyOrder() {
    Random random = new Random(2);
    for (int length : new int[] {0, 1, 2, 11, 12, 13, 30, 1_000}) {
      int[] values = random.ints(length, 0, 50).toArray();
      Integer[] twin = Arrays.stream(values).boxed().toArray(Integer[]::new);
      Arrays.sort(twin, (a, b) -> Integer.compare(a % 10, b % 10));
      IntSort.sort(values, (a, b) -> Integer.compare(a % 10, b % 10));
      assertThat(values).containsExactly(Arrays.stream(twin).mapToInt(i -> i).toArray());
    }
  }

  @Test
  void nothingIsSortedToo() {
    LabelOrder order = new LabelOrder(new SeriesCatalog(1), new RoaringBitmap());
    assertThat(order.ids()).isEmpty();
    assertThat(order.symbols()).isEmpty();
  }
}
