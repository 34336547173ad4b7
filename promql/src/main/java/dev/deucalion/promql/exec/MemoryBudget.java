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

  /**
   * Sets bytes aside, without asking whether there is room beside other things.
   *
   * @param leastBytes without so many it does none
   * @param mostBytes what it sets aside where there is as much
   * @return how many it set aside, 0 where there are too few
   */
  long tryReserve(long leastBytes, long mostBytes) {
    while (true) {
      long now = reservedBytes.get();
      long bytes = Math.min(mostBytes, maxBytes - now);
      if (bytes < leastBytes) {
        return 0;
      }
      if (reservedBytes.compareAndSet(now, now + bytes)) {
        return bytes;
      }
    }
  }

  /** Whether there is room for so many more beside other things. May wait for a collection. */
  boolean hasRoom(long bytes) {
    return room.test(bytes);
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
