package dev.deucalion.http.search;

/** Names that contain a term; the nearer to their beginning, the better. */
final class SubstringScorer implements Scorer {
  private static final double WORST = 0.1;

  private final String term;

  SubstringScorer(String term) {
    this.term = term;
  }

  @Override
  public double score(String name) {
    int at = name.indexOf(term);
    if (at < 0) {
      return NO_FIT;
    }
    if (at == 0) {
      return 1;
    }
    int position = name.codePointCount(0, at);
    int last = name.codePointCount(0, name.length()) - term.codePointCount(0, term.length());
    return 1.0 - (1.0 - WORST) * position / last;
  }
}
