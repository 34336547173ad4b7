package dev.deucalion.tsdb.merge;

import dev.deucalion.storage.Querier;
import java.util.List;

/** Where the samples are that the newest store has no more. Safe for use by many threads. */
public interface OlderSamples {
  /**
   * One store among several.
   *
   * @param querier to be closed by whoever opened it
   * @param minTimeMs no sample is earlier
   */
  record Source(Querier querier, long minTimeMs) {}

  /** Opens the stores that may have samples with {@code minTimeMs <= time <= maxTimeMs}. */
  List<Source> open(long minTimeMs, long maxTimeMs);
}
