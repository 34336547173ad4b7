package dev.deucalion.tsdb.wal;

import java.util.function.LongSupplier;

/**
 * Keeps segments of a log that somebody has still to read, as far as there is room for them.
 *
 * @param firstNeeded number of the first segment that must not go, {@link Long#MAX_VALUE} for none;
 *     asked by any thread
 * @param maxBytes how many bytes of segments are kept at most only because somebody needs them
 */
public record LogHold(LongSupplier firstNeeded, long maxBytes) {
  /** Keeps nothing. */
  public static final LogHold NONE = new LogHold(() -> Long.MAX_VALUE, 0);
}
