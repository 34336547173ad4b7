package dev.deucalion.http.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.search.Scorer;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedScorerTest {
  private static List<String> best(String typed, String... names) {
    TypedScorer scorer = new TypedScorer(typed);
    return List.of(names).stream()
        .filter(name -> scorer.score(name) != Scorer.NO_FIT)
        .sorted(Comparator.comparingDouble(name -> -scorer.score(name)))
        .toList();
  }

  @Test
  void beginningsComeBeforeWordsBeforePartsBeforeScatteredCharacters() {
    assertThat(best("cpu", "c_p_u", "vcpus", "node_cpu_seconds", "cpu_usage", "memory"))
        .containsExactly("cpu_usage", "node_cpu_seconds", "vcpus", "c_p_u");
  }

  @Test
  void shorterNamesComeFirst() {
    assertThat(best("rate", "rate_limit", "rate", "irate"))
        .containsExactly("rate", "rate_limit", "irate");
  }

  @Test
  void caseDoesNotMatter() {
    assertThat(best("CPU", "node_cpu")).hasSize(1);
    assertThat(best("cpu", "node_CPU")).hasSize(1);
  }

  @Test
  void withoutAnythingTypedAllNamesFitAlike() {
    TypedScorer scorer = new TypedScorer("");
    assertThat(scorer.score("a")).isEqualTo(scorer.score("some_long_name")).isEqualTo(1);
  }

  @Test
  void scoresLieBetweenZeroAndOne() {
    for (String name : new String[] {"a", "ab", "x_a", "xa", "a_b_c"}) {
      assertThat(new TypedScorer("a").score(name)).isBetween(0.0, 1.0);
    }
  }
}
