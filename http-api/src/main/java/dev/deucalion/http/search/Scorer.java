package dev.deucalion.http.search;

/** Says how well a name fits. */
@FunctionalInterface
public interface Scorer {
  /** Not at all: less than any score. */
  double NO_FIT = -1;

  /** Any name fits, perfectly. */
  Scorer ANY = name -> 1;

  /** From 0 to 1, where 1 is perfect, or {@link #NO_FIT}. */
  double score(String name);
}
