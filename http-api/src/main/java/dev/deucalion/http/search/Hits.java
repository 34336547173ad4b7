package dev.deucalion.http.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Picks names that fit. */
public final class Hits {
  private Hits() {}

  /** The order of hits. */
  public enum Order {
    /** By name. */
    ASCENDING,
    /** By name, the last one first. */
    DESCENDING,
    /** The best one first; those that are equally good by name. */
    BEST_FIRST
  }

  /**
   * A name that fits.
   *
   * @param score from 0 to 1
   */
  public record Hit(String name, double score) {}

  /**
   * The first so many hits.
   *
   * @param names sorted
   * @param limit how many at most; more than 0
   */
  public static List<Hit> pick(List<String> names, Scorer scorer, Order order, int limit) {
    return switch (order) {
      case ASCENDING -> inOrder(names, scorer, limit);
      case DESCENDING -> inOrder(names.reversed(), scorer, limit);
      case BEST_FIRST -> best(names, scorer, limit);
    };
  }

  private static List<Hit> inOrder(Iterable<String> names, Scorer scorer, int limit) {
    List<Hit> hits = new ArrayList<>();
    for (String name : names) {
      double score = scorer.score(name);
      if (score != Scorer.NO_FIT) {
        hits.add(new Hit(name, score));
        if (hits.size() == limit) {
          break;
        }
      }
    }
    return hits;
  }

  /** Keeps the best so far, the worst of them on top. */
  private static List<Hit> best(List<String> names, Scorer scorer, int limit) {
    record Ranked(Hit hit, int position) {}
    Comparator<Ranked> bestFirst =
        Comparator.comparingDouble((Ranked ranked) -> -ranked.hit.score)
            .thenComparingInt(Ranked::position);
    PriorityQueue<Ranked> kept = new PriorityQueue<>(bestFirst.reversed());
    for (int i = 0; i < names.size(); i++) {
      double score = scorer.score(names.get(i));
      if (score == Scorer.NO_FIT) {
        continue;
      }
      kept.add(new Ranked(new Hit(names.get(i), score), i));
      if (kept.size() > limit) {
        kept.remove();
      }
    }
    return kept.stream().sorted(bestFirst).map(Ranked::hit).toList();
  }
}
