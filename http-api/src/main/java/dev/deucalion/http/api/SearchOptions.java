package dev.deucalion.http.api;

/**
 * Whether names can be searched for, and how many at a time.
 *
 * @param enabled whether the endpoints answer
 * @param maxLimit most results that a request may ask for, 0 for any number
 */
public record SearchOptions(boolean enabled, int maxLimit) {
  /** Switched off. */
  public static final SearchOptions OFF = new SearchOptions(false, 10_000);
}
