package dev.deucalion.storage;

import dev.deucalion.model.labels.Matcher;
import java.util.List;

/**
 * One reader of a store. What its answers refer to stays readable until {@link #close}, whatever is
 * written meanwhile. Not thread-safe, but for the series sets it returns.
 */
public interface Querier extends AutoCloseable {
  /** For a limit: all. */
  int NO_LIMIT = 0;

  /**
   * Selects series, one set for each selector in the same order, all from one moment: a committed
   * batch is in all of them or in none.
   *
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  List<SeriesSet> select(List<SeriesSelector> selectors);

  /**
   * Names of labels of the series that match, sorted in byte order; none when the store has no
   * samples in the range. Series without samples in the range count as well.
   *
   * @param matchers all must match; none means every series
   * @param limit how many at most, or {@link #NO_LIMIT}
   */
  List<String> labelNames(List<Matcher> matchers, int limit);

  /**
   * Values of a label among the series that match, sorted in byte order; otherwise as for names.
   */
  List<String> labelValues(String name, List<Matcher> matchers, int limit);

  @Override
  void close();
}
