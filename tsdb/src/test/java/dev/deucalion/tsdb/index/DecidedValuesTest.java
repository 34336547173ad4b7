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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What regular expressions said before is taken for what they would say now, and is right. */
class DecidedValuesTest {
  private static final List<Matcher> ASKED =
      List.of(
          Matcher.of(MatchType.REGEX, "pod", "pod-1.*"),
          Matcher.of(MatchType.REGEX, "pod", ".*-2[0-9]"),
          Matcher.of(MatchType.REGEX, "pod", "(pod-[37].*)?"),
          Matcher.of(MatchType.NOT_REGEX, "pod", ".*[02468]"),
          Matcher.of(MatchType.NOT_REGEX, "pod", "(.*[13579])?"),
          Matcher.of(MatchType.REGEX, "le", "[01].*"));

  private final LabelHasher hasher = new LabelHasher(3);
  private final SeriesCatalog catalog = new SeriesCatalog(3);
  private final HeadPostings postings = new HeadPostings(catalog);
  private final Map<Labels, Integer> live = new HashMap<>();
  private long generation;

  private void create(Labels labels) {
    int id = catalog.id(catalog.findOrCreate(labels, hasher.hash(labels)));
    live.put(labels, id);
    postings.add(id);
  }

  private void retire(Labels labels) {
    int id = Objects.requireNonNull(live.remove(labels));
    postings.remove(id);
    catalog.retire(new int[] {id}, 1);
  }

  private void reclaim() {
    catalog.endGeneration(++generation);
    while (catalog.reclaim(generation)) {
      catalog.endGeneration(++generation);
    }
  }

  private PostingsQuery prepared(List<Matcher> matchers) {
    PostingsQuery query = new PostingsQuery(postings, matchers);
    postings.prepare(query, new ReentrantLock());
    return query;
  }

  private List<Labels> found(PostingsQuery query) {
    List<Labels> found = new ArrayList<>();
    query.evaluate().forEach((int id) -> found.add(catalog.labels(id)));
    return found;
  }

  private List<Labels> scan(List<Matcher> matchers) {
    return live.keySet().stream()
        .filter(labels -> matchers.stream().allMatch(m -> m.matches(labels.get(m.name()))))
        .toList();
  }

  private @Nullable DecidedValues recalled(PostingsQuery query) {
    return query.filters().getFirst().decisionsOfAll(Objects.requireNonNull(postings.of("pod")));
  }

  @Test
  void agreesWithAScanWhileSeriesComeAndGo() {
    long seed = 20_261_122;
    Random random = new Random(seed);
    int recalled = 0;
    for (int round = 0; round < 200; round++) {
      for (int i = random.nextInt(150); i > 0; i--) {
        create(
            Labels.of(
                "le",
                "" + random.nextInt(3),
                "pod",
                random.nextInt(9) == 0 ? "" : "pod-" + random.nextInt(60 + 10 * round)));
      }
      PostingsQuery early = prepared(List.of(ASKED.get(round % ASKED.size())));
      List<Labels> all = new ArrayList<>(live.keySet());
      all.stream().filter(_ -> random.nextInt(3) == 0).forEach(this::retire);
      create(Labels.of("le", "new", "pod", "pod-1-" + round));
      assertThat(found(early))
          .as("seed %d, round %d: prepared before", seed, round)
          .containsExactlyInAnyOrderElementsOf(scan(List.of(ASKED.get(round % ASKED.size()))));
      if (random.nextInt(3) == 0) {
        reclaim();
      }
      for (Matcher asked : ASKED) {
        for (List<Matcher> matchers :
            List.of(List.of(asked), List.of(Matcher.equal("le", "1"), asked))) {
          PostingsQuery query = prepared(matchers);
          recalled += asked.name().equals("pod") && recalled(query) != null ? 1 : 0;
          assertThat(found(query))
              .as("seed %d, round %d, %s", seed, round, matchers)
              .containsExactlyInAnyOrderElementsOf(scan(matchers));
        }
      }
    }
    assertThat(recalled).isGreaterThan(200);
  }

  @Test
  void anotherStringOfTheSameSymbolIsDecidedAnew() {
    List<Matcher> asked = List.of(Matcher.of(MatchType.REGEX, "pod", "pod-.*"));
    for (int i = 0; i < 100; i++) {
      create(Labels.of("pod", "pod-" + i));
    }
    assertThat(found(prepared(asked))).hasSize(100);
    assertThat(recalled(prepared(asked))).isNotNull();
    List.copyOf(live.keySet()).forEach(this::retire);
    reclaim();
    for (int i = 0; i < 100; i++) {
      create(Labels.of("pod", "other-" + i));
    }
    assertThat(catalog.symbolCount()).isEqualTo(101);
    assertThat(found(prepared(asked))).isEmpty();
  }

  @Test
  void theOldestGoWhereAllTakeTooMuch() {
    for (int i = 0; i < 40_000; i++) {
      create(Labels.of("pod", "pod-" + i));
    }
    Matcher first = Matcher.of(MatchType.REGEX, "pod", "pod-0.*");
    assertThat(recalled(prepared(List.of(first)))).isNotNull();
    for (int i = 0; i < 400; i++) {
      prepared(List.of(Matcher.of(MatchType.REGEX, "pod", "pod-1.*" + i)));
    }
    assertThat(postings.decisions().bytes()).isBetween(1L << 20, 2L << 20);
    assertThat(postings.decisions().find(first, 0)).isNull();
    assertThat(found(prepared(List.of(first)))).hasSize(1);
  }
}
