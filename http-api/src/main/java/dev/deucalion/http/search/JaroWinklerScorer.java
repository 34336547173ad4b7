package dev.deucalion.http.search;

import java.util.Arrays;

/**
 * The similarity of Jaro and Winkler: characters in common that stand at about the same place, less
 * those in another order, and a bonus for up to four at the beginning (W. E. Winkler, "String
 * Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage").
 */
final class JaroWinklerScorer implements Scorer {
  private static final int MAX_PREFIX = 4;
  private static final double PREFIX_WEIGHT = 0.1;

  private final int[] term;
  private final double least;

  /**
   * @param least score that fits, from 0 to 1
   */
  JaroWinklerScorer(String term, double least) {
    this.term = term.codePoints().toArray();
    this.least = least;
  }

  @Override
  public double score(String name) {
    double similarity = similarity(term, name.codePoints().toArray());
    return similarity >= least ? similarity : NO_FIT;
  }

  private static double similarity(int[] a, int[] b) {
    if (Arrays.equals(a, b)) {
      return 1;
    }
    int[] brief = a.length > b.length ? b : a;
    int[] lengthy = a.length > b.length ? a : b;
    if (brief.length == 0) {
      return 0;
    }
    boolean[] briefMatched = new boolean[brief.length];
    boolean[] lengthyMatched = new boolean[lengthy.length];
    double matches = match(brief, lengthy, briefMatched, lengthyMatched);
    if (matches == 0) {
      return 0;
    }
    double moved = moved(brief, lengthy, briefMatched, lengthyMatched);
    double jaro =
        (matches * (1.0 / brief.length)
                + matches * (1.0 / lengthy.length)
                + (matches - moved * 0.5) / matches)
            / 3.0;
    int prefix = 0;
    while (prefix < Math.min(MAX_PREFIX, brief.length) && brief[prefix] == lengthy[prefix]) {
      prefix++;
    }
    return jaro + prefix * PREFIX_WEIGHT * (1.0 - jaro);
  }

  /** Pairs each character with the first equal one nearby; returns how many pairs there are. */
  private static int match(
      int[] brief, int[] lengthy, boolean[] briefMatched, boolean[] lengthyMatched) {
    int reach = Math.max(lengthy.length / 2 - 1, 0);
    int matches = 0;
    for (int i = 0; i < brief.length; i++) {
      int end = Math.min(i + reach + 1, lengthy.length);
      for (int j = Math.max(i - reach, 0); j < end; j++) {
        if (!lengthyMatched[j] && brief[i] == lengthy[j]) {
          briefMatched[i] = true;
          lengthyMatched[j] = true;
          matches++;
          break;
        }
      }
    }
    return matches;
  }

  /** How many of the characters in common stand in another order. */
  private static int moved(
      int[] brief, int[] lengthy, boolean[] briefMatched, boolean[] lengthyMatched) {
    int moved = 0;
    int j = 0;
    for (int i = 0; i < brief.length; i++) {
      if (briefMatched[i]) {
        while (!lengthyMatched[j]) {
          j++;
        }
        if (brief[i] != lengthy[j]) {
          moved++;
        }
        j++;
      }
    }
    return moved;
  }
}
