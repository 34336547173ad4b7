package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of sorted answers at one time is that of a list which is sorted at once. */
class NaiveSortTest {
  private static final int STORES = 60;
  private static final String[] TEXTS = {
    "", "a", "a1", "a2", "a10", "a010", "a1b2", "a1b10", "10", "9", "09", "b", "é7", "é10", "a-3"
  };

  private record Entry(Labels labels, double value) {}

  @Test
  void ordersAreThoseOfTheWholeList() {
    for (long seed = 1; seed <= STORES; seed++) {
      Random random = new Random(seed);
      EngineHarness harness = EngineHarness.ofSeed(seed);
      List<Entry> entries = fill(harness.store, random);
      Comparator<Entry> byValue = Comparator.comparingDouble(Entry::value);
      assertThat(values(harness, "sort(m)"))
          .as("seed %d", seed)
          .isEqualTo(nansLast(entries, byValue));
      assertThat(values(harness, "sort_desc(m)"))
          .as("seed %d", seed)
          .isEqualTo(nansLast(entries, byValue.reversed()));
      for (String names : List.of("l", "k,l", "none")) {
        Comparator<Entry> byLabels = byLabels(names.split(",", -1));
        String args = "(m, \"" + names.replace(",", "\", \"") + "\")";
        assertThat(sorted(harness, "sort_by_label" + args))
            .as("seed %d, %s", seed, args)
            .isEqualTo(entries.stream().sorted(byLabels).map(Entry::labels).toList());
        assertThat(sorted(harness, "sort_by_label_desc" + args))
            .as("seed %d, %s", seed, args)
            .isEqualTo(entries.stream().sorted(byLabels.reversed()).map(Entry::labels).toList());
      }
    }
  }

  private static List<Entry> fill(MemoryStore store, Random random) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Labels labels =
          labels(
              "__name__",
              "m",
              "i",
              "" + i,
              "k",
              TEXTS[random.nextInt(TEXTS.length)],
              "l",
              TEXTS[random.nextInt(TEXTS.length)]);
      double value =
          switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> random.nextInt(20) - 9.5;
          };
      store.add(labels, 0, value);
      entries.add(new Entry(labels, value));
    }
    return entries;
  }

  private static List<Double> nansLast(List<Entry> entries, Comparator<Entry> order) {
    List<Double> values = new ArrayList<>();
    entries.stream()
        .filter(e -> !Double.isNaN(e.value()))
        .sorted(order)
        .forEach(e -> values.add(e.value()));
    entries.stream().filter(e -> Double.isNaN(e.value())).forEach(e -> values.add(e.value()));
    return values;
  }

  private static Comparator<Entry> byLabels(String... names) {
    Comparator<Entry> order = (_, _) -> 0;
    for (String name : names) {
      order = order.thenComparing(e -> e.labels().get(name), NaiveSortTest::compareTexts);
    }
    return order.thenComparing(Entry::labels);
  }

  /** Runs of digits count as numbers; the shorter one of two that go on alike comes first. */
  private static int compareTexts(String a, String b) {
    String[] x = a.split("(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])", -1);
    String[] y = b.split("(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])", -1);
    for (int i = 0; i < Math.min(x.length, y.length); i++) {
      boolean numbers = x[i].matches("[0-9]+") && y[i].matches("[0-9]+");
      int c = numbers ? new BigInteger(x[i]).compareTo(new BigInteger(y[i])) : x[i].compareTo(y[i]);
      if (c != 0) {
        return c;
      }
    }
    return x.length == y.length ? a.compareTo(b) : x.length - y.length;
  }

  private static List<Labels> sorted(EngineHarness harness, String query) {
    return ((QueryValue.Vector) harness.instant(query, 0).value())
        .samples().stream().map(QueryValue.Sample::labels).toList();
  }

  private static List<Double> values(EngineHarness harness, String query) {
    return ((QueryValue.Vector) harness.instant(query, 0).value())
        .samples().stream().map(QueryValue.Sample::value).toList();
  }
}
