package dev.deucalion.http.search;

import java.util.List;

/**
 * What a user has typed: a name fits that fits one of the terms, with the best of their scores.
 *
 * @param terms those that are empty do not count
 * @param algorithm how a name may differ from a term
 * @param least score that fits, from 0 to 1
 * @param caseSensitive whether large and small letters differ
 */
public record Terms(List<String> terms, Algorithm algorithm, double least, boolean caseSensitive) {
  /** How a name may differ from a term. */
  public enum Algorithm {
    /** There may be other characters between those of the term. */
    SUBSEQUENCE,
    /** It contains the term, or is similar to it as a whole. */
    JARO_WINKLER
  }

  /** Scores names by these terms; without any, every name fits. */
  public Scorer scorer() {
    List<Scorer> scorers =
        terms.stream().filter(term -> !term.isEmpty()).map(this::folded).map(this::one).toList();
    if (scorers.isEmpty()) {
      return Scorer.ANY;
    }
    return name -> best(scorers, folded(name));
  }

  private static double best(List<Scorer> scorers, String name) {
    double best = Scorer.NO_FIT;
    for (Scorer scorer : scorers) {
      best = Math.max(best, scorer.score(name));
    }
    return best;
  }

  private Scorer one(String term) {
    return switch (algorithm) {
      case SUBSEQUENCE -> new SubsequenceScorer(term, least);
      case JARO_WINKLER -> {
        Scorer within = new SubstringScorer(term);
        if (least <= 0) {
          yield within;
        }
        Scorer similar = new JaroWinklerScorer(term, least);
        yield name -> {
          double score = within.score(name);
          return score == Scorer.NO_FIT ? similar.score(name) : score;
        };
      }
    };
  }

  private String folded(String text) {
    if (caseSensitive) {
      return text;
    }
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return lower.toString();
  }
}
