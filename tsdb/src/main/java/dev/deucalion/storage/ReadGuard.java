package dev.deucalion.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Lets the reader of a store end work there that takes long or much memory: the reader says what is
 * to be asked now and then, the store asks, and what is asked throws. It is known to the thread
 * that reads and to those that it shares it with. Work without a guard goes on to its end.
 */
public final class ReadGuard {
  /** How many steps of a loop go by between two questions; a power of two. */
  private static final int STEPS = 256;

  private static final ScopedValue<ReadGuard> GUARD = ScopedValue.newInstance();

  private final Limits limits;
  private final AtomicLong heldBytes = new AtomicLong();

  /** What a reader allows. Safe for many threads. */
  public interface Limits {
    /** Throws to end the read. */
    void checkpoint();

    /** Says that so many more bytes are held; throws where they are too many. */
    void holdBytes(long bytes);

    /** Says that so many bytes are not held any more. */
    void releaseBytes(long bytes);
  }

  private ReadGuard(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads under limits. What the store says that it holds counts until the end of the read; the
   * reader counts himself what he keeps of the answer.
   *
   * @param limits asked every few hundred steps; what they throw ends the read
   * @param read reads a store on this thread
   */
  public static <T> T call(Limits limits, Supplier<T> read) {
    ReadGuard guard = new ReadGuard(limits);
    try {
      return ScopedValue.where(GUARD, guard).call(read::get);
    } finally {
      limits.releaseBytes(guard.heldBytes.get());
    }
  }

  /**
   * Reads as long as a guard lets it.
   *
   * @param guard asked every few hundred steps; what it throws ends the read
   * @param read reads a store on this thread
   */
  public static <T> T call(Runnable guard, Supplier<T> read) {
    return call(new OnlyTime(guard), read);
  }

  private record OnlyTime(Runnable guard) implements Limits {
    @Override
    public void checkpoint() {
      guard.run();
    }

    @Override
    public void holdBytes(long bytes) {}

    @Override
    public void releaseBytes(long bytes) {}
  }

  /**
   * Asks the guard, where there is one, at every few hundredth step of a loop.
   *
   * @param step number of the step, which goes up by one each time
   */
  public static void check(int step) {
    if ((step & (STEPS - 1)) == 0 && GUARD.isBound()) {
      GUARD.get().limits.checkpoint();
    }
  }

  /** Says that the store holds so many more bytes for the answer of the read. */
  public static void hold(long bytes) {
    if (GUARD.isBound()) {
      ReadGuard guard = GUARD.get();
      guard.limits.holdBytes(bytes);
      guard.heldBytes.addAndGet(bytes);
    }
  }

  /**
   * Says that so many more bytes are held by the answer itself, until the reader is done with it.
   */
  public static void keep(long bytes) {
    if (GUARD.isBound()) {
      GUARD.get().limits.holdBytes(bytes);
    }
  }

  /** Says that so many bytes which were kept are held no more. */
  public static void letGo(long bytes) {
    if (GUARD.isBound()) {
      GUARD.get().limits.releaseBytes(bytes);
    }
  }

  /**
   * A part of the read for another thread, under the guard of this one. The read must not end
   * before it.
   */
  public static Runnable shared(Runnable part) {
    if (!GUARD.isBound()) {
      return part;
    }
    ReadGuard guard = GUARD.get();
    return () -> ScopedValue.where(GUARD, guard).run(part);
  }
}
