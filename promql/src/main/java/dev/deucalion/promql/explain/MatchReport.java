package dev.deucalion.promql.explain;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.VectorMatching;
import java.util.List;

/**
 * How the series of two vectors found each other.
 *
 * @param matching as written
 * @param matchedGroups groups of equal labels that both sides have
 */
public record MatchReport(VectorMatching matching, int matchedGroups, Side left, Side right) {
  /**
   * One side.
   *
   * @param unmatchedSeries how many series have no partner
   * @param unmatched a few of them
   * @param crowdedGroups groups that have several series where only one may be
   * @param crowded a few of those
   */
  public record Side(
      int unmatchedSeries, List<Unmatched> unmatched, int crowdedGroups, List<Crowded> crowded) {
    /** Copies the lists. */
    public Side {
      unmatched = List.copyOf(unmatched);
      crowded = List.copyOf(crowded);
    }
  }

  /**
   * A series without a partner.
   *
   * @param nearest the series of the other side that differs in the fewest labels; empty where
   *     there is none
   * @param differing names of the labels in which that one differs, of those that are matched on
   */
  public record Unmatched(Labels series, Labels nearest, List<String> differing) {
    /** Copies the list. */
    public Unmatched {
      differing = List.copyOf(differing);
    }
  }

  /**
   * Series of one side that have the same labels to match on.
   *
   * @param group those labels
   * @param series a few of them
   */
  public record Crowded(Labels group, List<Labels> series) {
    /** Copies the list. */
    public Crowded {
      series = List.copyOf(series);
    }
  }
}
