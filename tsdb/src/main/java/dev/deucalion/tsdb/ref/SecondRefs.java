package dev.deucalion.tsdb.ref;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Refs by which the log, and files of full chunks, name series that have another ref now, as their
 * labels were in the log twice. Only what was replayed has them; so they are needed until that is
 * older than what the head keeps. Safe for use by many threads.
 */
public final class SecondRefs {
  private static final long[] NONE = {};

  /** Says of which series a ref is. */
  public interface Consumer {
    /** Takes a second ref and the one that the log has for the same series. */
    void accept(long secondRef, long logRef) throws IOException;
  }

  /** Rising. */
  private long[] refs = NONE;

  /** For each the ref that its series has now. */
  private long[] logRefs = NONE;

  private long newestMs;

  /**
   * Remembers refs, instead of those before.
   *
   * @param newRefs belongs to this from now on
   * @param logRef gives the ref that the series of a second one has now
   * @param newNewestMs time of the newest sample that may be under one of them
   */
  public synchronized void set(long[] newRefs, LongUnaryOperator logRef, long newNewestMs) {
    Arrays.sort(newRefs);
    refs = newRefs;
    logRefs = Arrays.stream(newRefs).map(logRef).toArray();
    newestMs = newNewestMs;
  }

  /** Gives all refs. */
  public synchronized void forEach(Consumer consumer) throws IOException {
    for (int i = 0; i < refs.length; i++) {
      consumer.accept(refs[i], logRefs[i]);
    }
  }

  /** Whether a ref is among them. */
  public synchronized boolean has(long ref) {
    return Arrays.binarySearch(refs, ref) >= 0;
  }

  /** Forgets and gives the refs, when all samples under them are before a time. */
  public synchronized long[] takeIfBefore(long minTimeMs) {
    if (newestMs >= minTimeMs) {
      return NONE;
    }
    long[] taken = refs;
    refs = NONE;
    logRefs = NONE;
    return taken;
  }
}
