package dev.deucalion.storage;

import dev.deucalion.model.labels.Matcher;
import java.util.List;

/**
 * Which series, and which of their samples, a reader asks for.
 *
 * @param matchers all must match; at least one
 * @param minTimeMs earliest time, inclusive
 * @param maxTimeMs latest time, inclusive
 * @param sorted whether the series must come in the order of their labels; else they come in the
 *     order in which the store finds them, which is the same each time for the same state
 */
public record SeriesSelector(
    List<Matcher> matchers, long minTimeMs, long maxTimeMs, boolean sorted) {
  public SeriesSelector {
    matchers = List.copyOf(matchers);
  }
}
