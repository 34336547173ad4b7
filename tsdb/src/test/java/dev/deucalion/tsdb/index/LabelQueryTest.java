package dev.deucalion.tsdb.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Lists of values are those of a scan, while series come and go. */
class LabelQueryTest {
  private static final String[] MARKS = {"a", "\ue000", "\ud83d\ude00"};

  private final SeriesCatalog catalog = new SeriesCatalog(1);
  private final HeadPostings postings = new HeadPostings(catalog);
  private final LabelHasher hasher = new LabelHasher(1);
  private final LabelQuery query = new LabelQuery(postings, new ReentrantLock());
  private final Map<Integer, Labels> series = new TreeMap<>();

  private List<String> expected(String job, int limit) {
    TreeSet<String> values = new TreeSet<>(Utf8Order::compare);
    for (Labels labels : series.values()) {
      if ((job.isEmpty() || labels.get("job").equals(job)) && labels.has("pod")) {
        values.add(labels.get("pod"));
      }
    }
    List<String> all = new ArrayList<>(values);
    return limit > 0 && limit < all.size() ? all.subList(0, limit) : all;
  }

  private void change(Random random) {
    Labels labels =
        Labels.of(
            "job", "j" + random.nextInt(3),
            "pod", MARKS[random.nextInt(3)] + random.nextInt(60),
            "n", "n" + random.nextInt(3));
    int id = catalog.id(catalog.findOrCreate(labels, hasher.hash(labels)));
    if (series.putIfAbsent(id, labels) == null) {
      postings.add(id);
    } else {
      series.remove(id);
      postings.remove(id);
    }
  }

  @Test
  void valuesAreThoseOfAScan() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int i = 0; i < 1_500; i++) {
      for (int k = random.nextInt(4); k > 0; k--) {
        change(random);
      }
      int limit = random.nextInt(3) * 5;
      String job = "j" + random.nextInt(4);
      assertThat(query.values("pod", List.of(), limit))
          .as("seed %d", seed)
          .isEqualTo(expected("", limit));
      assertThat(query.values("pod", List.of(Matcher.equal("job", job)), limit))
          .as("seed %d", seed)
          .isEqualTo(expected(job, limit));
    }
    assertThat(query.values("absent", List.of(), 0)).isEmpty();
    assertThat(query.values("absent", List.of(Matcher.equal("job", "j1")), 0)).isEmpty();
  }
}
