package dev.deucalion.promql.explain;

import dev.deucalion.storage.ReadGuard;

/** Counts by limits what is kept in memory for a while, and asks them as work goes on. */
final class Room implements AutoCloseable {
  /** How many steps go by between two questions; a power of two. */
  private static final int STEPS = 1024;

  private final ReadGuard.Limits limits;
  private long heldBytes;
  private int steps;

  Room(ReadGuard.Limits limits) {
    this.limits = limits;
  }

  /** To be called before as many bytes more are taken. */
  void hold(long bytes) {
    // Limits that refuse have counted.
    heldBytes += bytes;
    limits.holdBytes(bytes);
  }

  /** To be called for each step of a loop. */
  void step() {
    if ((++steps & (STEPS - 1)) == 0) {
      limits.checkpoint();
    }
  }

  /** Gives all of it back. */
  @Override
  public void close() {
    limits.releaseBytes(heldBytes);
    heldBytes = 0;
  }
}
