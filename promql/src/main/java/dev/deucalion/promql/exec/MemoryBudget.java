package dev.deucalion.promql.exec;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all queries of an engine may hold together. Safe for many threads. */
public final class MemoryBudget {
  private final long maxBytes;
  private final AtomicLong reservedBytes = new AtomicLong();

  /**
   * @param maxBytes how many may be reserved at a time
   */
  public MemoryBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Sets bytes aside, all of them or, where that would be too much, none. */
  boolean tryReserve(long bytes) {
    while (true) {
      long now = reservedBytes.get();
      if (bytes > maxBytes - now) {
        return false;
      }
      if (reservedBytes.compareAndSet(now, now + bytes)) {
        return true;
      }
    }
  }

  /** Gives back what was reserved. */
  void free(long bytes) {
    reservedBytes.addAndGet(-bytes);
  }

  /** How many bytes are reserved now. */
  public long reservedBytes() {
    return reservedBytes.get();
  }

  /** How many bytes may be reserved at a time. */
  public long maxBytes() {
    return maxBytes;
  }
}
