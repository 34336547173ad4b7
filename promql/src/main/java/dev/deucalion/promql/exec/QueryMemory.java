package dev.deucalion.promql.exec;

import dev.deucalion.promql.QueryException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that one query holds. They come out of a budget shared by all queries, from which they
 * are taken in larger pieces, so that queries seldom meet there. Safe for many threads.
 */
public final class QueryMemory implements AutoCloseable {
  /** What is taken from the budget at a time, and the most that is kept unused is twice of it. */
  private static final long PIECE_BYTES = 1 << 20;

  /** So much a query gets without asking whether the heap has room: little ones do not wait. */
  private static final long LITTLE_BYTES = 1 << 20;

  /** So much it gets though other queries hold all that there is for them. */
  private static final long HARDLY_COUNTING_BYTES = 1 << 16;

  private final long maxBytes;
  private final MemoryBudget budget;
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicLong peakBytes = new AtomicLong();

  /** Taken from the budget; changed under the monitor only. */
  private volatile long reservedBytes;

  /** Of that, what no room was asked for; guarded by the monitor. */
  private long unaskedBytes;

  /**
   * Whether the query ends for want of room, so that none of its threads waits for more. Guarded by
   * the monitor.
   */
  private boolean refusedForRoom;

  private boolean closed;

  /**
   * The memory of a query, of which nothing is used yet.
   *
   * @param maxBytes how many bytes this query may hold at a time
   */
  public QueryMemory(long maxBytes, MemoryBudget budget) {
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /**
   * Says that so many more bytes are held.
   *
   * @throws QueryException when they are too many for this query or for all
   */
  void hold(long bytes) {
    long held = heldBytes.addAndGet(bytes);
    if (held > peakBytes.get()) {
      peakBytes.accumulateAndGet(held, Math::max);
    }
    if (held > maxBytes) {
      throw refusal(
          "query processing would use too much memory in query execution: this query holds %s, one"
              + " query may hold %s (--query.max-memory)",
          held, maxBytes);
    }
    if (held > reservedBytes) {
      reserve();
    }
  }

  /**
   * As {@link #hold}, but where they are too many nothing is held.
   *
   * @return whether they are held
   */
  boolean tryHold(long bytes) {
    if (heldBytes.get() + bytes > maxBytes) {
      return false;
    }
    long held = heldBytes.addAndGet(bytes);
    if (held > reservedBytes && !tryReserve()) {
      heldBytes.addAndGet(-bytes);
      return false;
    }
    peakBytes.accumulateAndGet(held, Math::max);
    return true;
  }

  /** How many bytes the query may hold. */
  long maxBytes() {
    return maxBytes;
  }

  /** Says that so many bytes are not held any more. */
  void release(long bytes) {
    long held = heldBytes.addAndGet(-bytes);
    if (reservedBytes - held > 2 * PIECE_BYTES) {
      giveBack();
    }
  }

  /**
   * Says that of all that is held only so many bytes remain: those of the answer. More than are
   * held stay as they are.
   */
  public void shrinkTo(long bytes) {
    release(Math.max(0, heldBytes.get() - bytes));
  }

  /** Takes from the budget what is missing and some more; returns whether there was as much. */
  private synchronized boolean tryReserve() {
    long missing = heldBytes.get() - reservedBytes;
    if (missing <= 0 || closed) {
      return true;
    }
    long wanted = (missing + PIECE_BYTES - 1) / PIECE_BYTES * PIECE_BYTES;
    long taken = budget.tryReserve(missing, wanted);
    boolean found = false;
    try {
      found = taken > 0 && findsRoom(taken);
    } finally {
      if (!found) {
        budget.free(taken);
      }
    }
    reservedBytes += found ? taken : 0;
    return found;
  }

  /** Asks for what was not asked for before, too, once it is no longer little. */
  private boolean findsRoom(long bytes) {
    if (heldBytes.get() <= LITTLE_BYTES) {
      unaskedBytes += bytes;
      return true;
    }
    if (refusedForRoom || !budget.hasRoom(bytes + unaskedBytes)) {
      return false;
    }
    unaskedBytes = 0;
    return true;
  }

  private synchronized void reserve() {
    if (tryReserve()) {
      return;
    }
    long held = heldBytes.get();
    long missing = held - reservedBytes;
    if (missing <= 0) {
      return;
    }
    if (held <= HARDLY_COUNTING_BYTES) {
      budget.reserve(missing);
      reservedBytes += missing;
    } else if (budget.reservedBytes() + missing <= budget.maxBytes()) {
      refusedForRoom = true;
      throw refusal(
          "query processing would use too much memory in query execution: this query holds %s, all"
              + " queries together hold %s, and the heap has no room for more",
          held, budget.reservedBytes() - reservedBytes + held);
    } else {
      throw refusal(
          "query processing would use too much memory in query execution: this query holds %s, all"
              + " queries together hold %s and may hold %s (--query.max-total-memory)",
          held, budget.reservedBytes() - reservedBytes + held, budget.maxBytes());
    }
  }

  private synchronized void giveBack() {
    long unused = reservedBytes - heldBytes.get() - PIECE_BYTES;
    if (unused > 0 && !closed) {
      reservedBytes -= unused;
      budget.free(unused);
    }
  }

  private static QueryException refusal(String format, long... bytes) {
    Object[] shown = new Object[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      shown[i] = String.format(Locale.ROOT, "%.1fMiB", bytes[i] / (double) (1 << 20));
    }
    return new QueryException(QueryException.Kind.EXECUTION, String.format(format, shown));
  }

  /** Bytes held now. */
  public long heldBytes() {
    return heldBytes.get();
  }

  /** Most bytes held at a time. */
  public long peakBytes() {
    return peakBytes.get();
  }

  /** Gives everything back to the budget. What is held or released later does not count there. */
  @Override
  public synchronized void close() {
    closed = true;
    budget.free(reservedBytes);
    reservedBytes = 0;
  }
}
