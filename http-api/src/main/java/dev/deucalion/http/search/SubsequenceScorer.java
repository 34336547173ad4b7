package dev.deucalion.http.search;

/**
 * Names that have the characters of a term in its order, perhaps with others between them. A run of
 * n of them counts n squared, each gap before a run its share of the name's length, the rest of the
 * name half of that; the best of all places to begin at counts, as a share of what the term itself
 * would get. The characters of a run are the first ones that fit.
 */
final class SubsequenceScorer implements Scorer {
  /** Keeps what is not the same apart from what is. */
  private static final double INEXACT = 0.999;

  private final String term;
  private final int[] wanted;
  private final double least;

  /**
   * @param least score that fits, from 0 to 1
   */
  SubsequenceScorer(String term, double least) {
    this.term = term;
    this.wanted = term.codePoints().toArray();
    this.least = least;
  }

  @Override
  public double score(String name) {
    if (name.startsWith(term)) {
      return 1;
    }
    if (name.length() < term.length()) {
      return NO_FIT;
    }
    double best = bestSum(name.codePoints().toArray());
    double score = best < 0 ? 0 : best / (wanted.length * wanted.length) * INEXACT;
    return score > 0 && score >= least ? score : NO_FIT;
  }

  private double bestSum(int[] name) {
    double best = -1;
    for (int start = 0; start + wanted.length <= name.length; start++) {
      if (name[start] == wanted[0]) {
        double sum = sumFrom(name, start);
        if (Double.isNaN(sum)) {
          // What does not fit from here on fits less from later on.
          break;
        }
        best = Math.max(best, sum);
      }
    }
    return best;
  }

  /** NaN when the term does not fit. */
  private double sumFrom(int[] name, int start) {
    double perCharacter = 1.0 / name.length;
    double sum = 0;
    int matched = 0;
    int gapFrom = 0;
    int i = start;
    while (matched < wanted.length) {
      while (i < name.length && name[i] != wanted[matched]) {
        i++;
      }
      if (i == name.length) {
        return Double.NaN;
      }
      int runFrom = i;
      while (i < name.length && matched < wanted.length && name[i] == wanted[matched]) {
        i++;
        matched++;
      }
      int run = i - runFrom;
      if (runFrom > gapFrom) {
        sum -= (runFrom - gapFrom) * perCharacter;
      }
      sum += run * run;
      gapFrom = i;
    }
    int rest = name.length - gapFrom;
    return rest > 0 ? sum - rest * perCharacter * 0.5 : sum;
  }
}
