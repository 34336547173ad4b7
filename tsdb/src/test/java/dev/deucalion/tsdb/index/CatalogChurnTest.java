package dev.deucalion.tsdb.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Series come and go, and names, postings and symbols follow. */
class CatalogChurnTest {
  private final SeriesCatalog catalog = new SeriesCatalog(7);
  private final HeadPostings postings = new HeadPostings(catalog);
  private final LabelHasher hasher = new LabelHasher(7);
  private final Map<Labels, Integer> live = new HashMap<>();
  private final Map<Integer, Labels> retired = new HashMap<>();
  private long generation;

  private void create(Labels labels) {
    int id = catalog.id(catalog.findOrCreate(labels, hasher.hash(labels)));
    assertThat(retired).doesNotContainKey(id);
    Integer known = live.put(labels, id);
    assertThat(known == null || known == id).isTrue();
    postings.add(id);
  }

  private void retire(Labels labels) {
    int id = Objects.requireNonNull(live.remove(labels));
    postings.remove(id);
    postings.remove(id);
    catalog.retire(new int[] {id}, 1);
    retired.put(id, labels);
  }

  private void reclaim() {
    catalog.endGeneration(++generation);
    while (catalog.reclaim(generation)) {
      catalog.endGeneration(++generation);
    }
    retired.clear();
  }

  private static Labels labels(int round, Random random) {
    return Labels.of(
        "__name__", "m" + random.nextInt(40),
        "pod", "pod-" + round + "-" + random.nextInt(30),
        "le", "" + random.nextInt(3));
  }

  @Test
  void agreesWithATwin() {
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 400; i++) {
        create(labels(round, random));
      }
      List<Labels> all = new ArrayList<>(live.keySet());
      all.stream().filter(labels -> random.nextInt(10) < 6).forEach(this::retire);
      retired.forEach((id, labels) -> assertThat(catalog.labels(id)).isEqualTo(labels));
      if (round % 3 == 0) {
        reclaim();
        assertThat(catalog.hasGarbage()).isFalse();
      }
      checkAgainstTwin(round);
    }
  }

  private void checkAgainstTwin(int round) {
    Set<String> pairs = new TreeSet<>();
    live.forEach((labels, id) -> {
      assertThat(catalog.labels(id)).isEqualTo(labels);
      assertThat(catalog.id(catalog.findOrCreate(labels, hasher.hash(labels)))).isEqualTo(id);
      labels.forEach((name, value) -> pairs.add(name + "=" + value));
    });
    assertThat(catalog.count()).isEqualTo(live.size());
    assertThat(postings.seriesCount()).isEqualTo(live.size());
    assertThat(postings.labelPairs()).isEqualTo(pairs.size());
    for (String name : new String[] {"m3", "m17", "m39"}) {
      Matcher matcher = Matcher.of(MatchType.EQUAL, "__name__", name);
      int expected =
          (int)
              live.keySet().stream().filter(labels -> labels.get("__name__").equals(name)).count();
      assertThat(new PostingsQuery(postings, List.of(matcher)).evaluate().getCardinality())
          .as("round %d", round)
          .isEqualTo(expected);
    }
  }

  @Test
  void memoryDoesNotGrowWithWhatHasGone() {
    Random random = new Random(12);
    int mostSymbols = 0;
    for (int round = 0; round < 200; round++) {
      for (int i = 0; i < 300; i++) {
        create(labels(round, random));
      }
      mostSymbols = Math.max(mostSymbols, catalog.symbolCount());
      new ArrayList<>(live.keySet()).forEach(this::retire);
      reclaim();
      assertThat(catalog.symbolCount()).isZero();
    }
    assertThat(mostSymbols).isLessThan(100);
    assertThat(catalog.idBound()).isLessThanOrEqualTo(300);
    assertThat(catalog.labelSetBytes()).isLessThanOrEqualTo(512 << 10);
    assertThat(catalog.createdCount()).isGreaterThan(40_000);
  }
}
