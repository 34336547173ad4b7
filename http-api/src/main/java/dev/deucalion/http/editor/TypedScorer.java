package dev.deucalion.http.editor;

import dev.deucalion.http.search.Scorer;
import java.util.Locale;

/**
 * Scores names by what was typed of them: best where they begin with it, then where one of their
 * words does, then where they contain it, then where they have its characters in order. Of names
 * that fit alike the shorter one is better. Large and small letters are the same.
 */
final class TypedScorer implements Scorer {
  private static final double BEGINS = 0.9;
  private static final double WORD_BEGINS = 0.7;
  private static final double CONTAINS = 0.5;
  private static final double IN_ORDER = 0.2;

  /** What lies between two kinds of fitting goes by length. */
  private static final double LENGTH_SHARE = 0.1;

  private final String typed;

  TypedScorer(String typed) {
    this.typed = typed.toLowerCase(Locale.ROOT);
  }

  @Override
  public double score(String name) {
    int length = typed.length();
    if (length == 0) {
      return 1;
    }
    if (name.length() < length) {
      return NO_FIT;
    }
    double kind = kind(name);
    return kind == NO_FIT ? NO_FIT : kind + LENGTH_SHARE * length / name.length();
  }

  private double kind(String name) {
    int length = typed.length();
    char first = typed.charAt(0);
    boolean contains = false;
    for (int at = 0; at + length <= name.length(); at++) {
      if (Character.toLowerCase(name.charAt(at)) == first
          && name.regionMatches(true, at, typed, 0, length)) {
        if (at == 0) {
          return BEGINS;
        }
        if (!Character.isLetterOrDigit(name.charAt(at - 1))) {
          return WORD_BEGINS;
        }
        contains = true;
      }
    }
    return contains ? CONTAINS : hasInOrder(name) ? IN_ORDER : NO_FIT;
  }

  private boolean hasInOrder(String name) {
    int matched = 0;
    for (int i = 0; i < name.length() && matched < typed.length(); i++) {
      if (Character.toLowerCase(name.charAt(i)) == typed.charAt(matched)) {
        matched++;
      }
    }
    return matched == typed.length();
  }
}
