package dev.deucalion.storage;

/** A store that can be read. Safe for use by many threads. */
public interface Queryable {
  /**
   * Opens a reader of the samples with {@code minTimeMs <= time <= maxTimeMs}. Close it: it keeps
   * memory from being used again.
   */
  Querier querier(long minTimeMs, long maxTimeMs);
}
