package dev.deucalion.tsdb.ref;

import dev.deucalion.tsdb.index.SeriesCatalog;

/**
 * Refs that stand in the log but are of no series now: of series that went, and {@link SecondRefs}
 * that are over. Each is remembered with the last segment that may name it, for as long as a
 * checkpoint has to keep it. Safe for use by many threads.
 */
public final class DepartedRefs {
  private LogRefs lastSegments = new LogRefs();

  /**
   * Remembers a ref.
   *
   * @param segment the last one that may name it
   */
  public synchronized void add(long ref, long segment) {
    lastSegments.put(ref, (int) Math.min(segment, Integer.MAX_VALUE));
  }

  /** Whether a segment behind this one may name a ref. */
  public synchronized boolean isNamedAfter(long ref, long segment) {
    int last = lastSegments.id(ref);
    return last != SeriesCatalog.NONE && last > segment;
  }

  /** Forgets the refs that only segments up to this one may name. */
  public synchronized void forget(long segment) {
    lastSegments = lastSegments.where(last -> last > segment);
  }

  /** Number of refs. */
  public synchronized int count() {
    return lastSegments.count();
  }
}
