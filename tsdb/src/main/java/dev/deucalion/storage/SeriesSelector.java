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
 * @param labelsOnly whether nobody will read the samples, which a store far away need not send then
 */
public record SeriesSelector(
    List<Matcher> matchers, long minTimeMs, long maxTimeMs, boolean sorted, boolean labelsOnly) {
  /** Copies the list. */
  public SeriesSelector {
    matchers = List.copyOf(matchers);
  }

  /** Series with their samples. */
  public SeriesSelector(List<Matcher> matchers, long minTimeMs, long maxTimeMs, boolean sorted) {
    this(matchers, minTimeMs, maxTimeMs, sorted, false);
  }

  /** The same series without their samples. */
  public SeriesSelector withoutSamples() {
    return new SeriesSelector(matchers, minTimeMs, maxTimeMs, sorted, true);
  }
}
