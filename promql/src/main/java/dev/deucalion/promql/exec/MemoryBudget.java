package dev.deucalion.promql.exec;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/** The bytes that all queries of an engine may hold together. Safe for many threads. */
public final class MemoryBudget {
  private final long maxBytes;
  private final LongPredicate room;
  private final AtomicLong reservedBytes = new AtomicLong();

  /**
   * A budget of which nothing is used yet.
   *
   * @param maxBytes how many may be reserved at a time
   * @param room whether so many more bytes fit beside all else that lives in the process
   */
  public MemoryBudget(long maxBytes, LongPredicate room) {
    this.maxBytes = maxBytes;
    this.room = room;
  }

  /** A budget beside which there is always room. */
  MemoryBudget(long maxBytes) {
    this(maxBytes, bytes -> true);
  }

  /** Sets bytes aside, all of them or, where that would be too much, none. */
  boolean tryReserve(long bytes) {
    return bytes <= maxBytes - reservedBytes.get() && room.test(bytes) && tryReserveAnyway(bytes);
  }

  /** The same without asking whether there is room beside other things: for what is little. */
  boolean tryReserveAnyway(long bytes) {
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

  /** Sets bytes aside though that may be too much: for what hardly counts. */
  void reserve(long bytes) {
    reservedBytes.addAndGet(bytes);
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
