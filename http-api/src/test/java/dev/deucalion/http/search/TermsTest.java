package dev.deucalion.http.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deucalion.http.search.Hits.Hit;
import dev.deucalion.http.search.Hits.Order;
import dev.deucalion.http.search.Terms.Algorithm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TermsTest {
  @ParameterizedTest
  @CsvSource({
    "abc, abc, 1",
    "abc, abcdef, 1",
    "abc, xabc, 0.97125",
    // Runs of one and two, a gap of one in four.
    "abc, a_bc, 0.52725",
    // A gap of one in five before it and one behind it: 9 - 0.2 - 0.1.
    "abc, xabcy, 0.9657",
    // The second place to begin at is the better one.
    "ab, a_ab, 0.874125",
    "abc, acb, -1",
    "abc, ab, -1",
    "\u00e4b, x\u00e4b, 0.91575"
  })
  void subsequencesScoreByRunsAndGaps(String term, String name, double score) {
    assertThat(score(Algorithm.SUBSEQUENCE, 0, term, name)).isCloseTo(score, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "MARTHA, MARHTA, 0.9611111111111111",
    "DIXON, DICKSONX, 0.8133333333333332",
    "up, up, 1",
    "b, ab, 0.1",
    "b, abc, 0.55",
    "abc, xyz, -1"
  })
  void similarNamesScoreAsJaroAndWinklerSay(String term, String name, double score) {
    assertThat(score(Algorithm.JARO_WINKLER, 0.5, term, name)).isCloseTo(score, within(1e-12));
  }

  @Test
  void theThresholdKeepsOutWhatFitsLess() {
    assertThat(score(Algorithm.SUBSEQUENCE, 0.5, "abc", "a_bc")).isPositive();
    assertThat(score(Algorithm.SUBSEQUENCE, 0.6, "abc", "a_bc")).isEqualTo(Scorer.NO_FIT);
    assertThat(score(Algorithm.JARO_WINKLER, 0, "MARTHA", "MARHTA")).isEqualTo(Scorer.NO_FIT);
  }

  @Test
  void anyTermMayFitAndLettersMayBeOfEitherCase() {
    Scorer scorer =
        new Terms(List.of("", "HTTP", "grpc"), Algorithm.SUBSEQUENCE, 0, false).scorer();
    assertThat(scorer.score("http_requests_total")).isEqualTo(1);
    assertThat(scorer.score("GRPC_calls")).isEqualTo(1);
    assertThat(scorer.score("up")).isEqualTo(Scorer.NO_FIT);
    assertThat(new Terms(List.of(""), Algorithm.SUBSEQUENCE, 0, true).scorer().score("up"))
        .isEqualTo(1);
  }

  @Test
  void picksAreThoseOfSortingEverything() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<String> names = new ArrayList<>();
      for (int i = random.nextInt(30); i > 0; i--) {
        names.add(Integer.toString(random.nextInt(10_000), 4));
      }
      names = names.stream().distinct().sorted().toList();
      Scorer scorer = new Terms(List.of("12"), Algorithm.SUBSEQUENCE, 0, true).scorer();
      int limit = 1 + random.nextInt(10);
      List<Hit> all =
          names.stream()
              .map(name -> new Hit(name, scorer.score(name)))
              .filter(hit -> hit.score() != Scorer.NO_FIT)
              .toList();
      Comparator<Hit> byName = Comparator.comparing(Hit::name);
      Comparator<Hit> byScore = Comparator.comparingDouble(hit -> -hit.score());
      assertThat(Hits.pick(names, scorer, Order.ASCENDING, limit))
          .isEqualTo(all.stream().limit(limit).toList());
      assertThat(Hits.pick(names, scorer, Order.DESCENDING, limit))
          .isEqualTo(all.stream().sorted(byName.reversed()).limit(limit).toList());
      assertThat(Hits.pick(names, scorer, Order.BEST_FIRST, limit))
          .isEqualTo(all.stream().sorted(byScore.thenComparing(byName)).limit(limit).toList());
    }
  }

  private static double score(Algorithm algorithm, double least, String term, String name) {
    return new Terms(List.of(term), algorithm, least, true).scorer().score(name);
  }
}
