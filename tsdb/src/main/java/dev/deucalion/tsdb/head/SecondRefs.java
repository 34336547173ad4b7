package dev.deucalion.tsdb.head;

import java.util.Arrays;

/**
 * Refs by which the log, and files of full chunks, name series that have another ref now, as their
 * labels were in the log twice. Only what was replayed has them; so they are needed until that is
 * older than what the head keeps. Safe for use by many threads.
 */
final class SecondRefs {
  private static final long[] NONE = {};

  /** Rising. */
  private long[] refs = NONE;

  private long newestMs;

  /**
   * Remembers refs, instead of those before.
   *
   * @param newRefs belongs to this from now on
   * @param newNewestMs time of the newest sample that may be under one of them
   */
  synchronized void set(long[] newRefs, long newNewestMs) {
    Arrays.sort(newRefs);
    refs = newRefs;
    newestMs = newNewestMs;
  }

  synchronized boolean has(long ref) {
    return Arrays.binarySearch(refs, ref) >= 0;
  }

  /** Forgets and gives the refs, when all samples under them are before a time. */
  synchronized long[] takeIfBefore(long minTimeMs) {
    if (newestMs >= minTimeMs) {
      return NONE;
    }
    long[] taken = refs;
    refs = NONE;
    return taken;
  }
}
