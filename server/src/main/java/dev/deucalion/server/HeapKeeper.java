package dev.deucalion.server;

import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps the heap near to what lives in it. The serial collector rather lets the old generation grow
 * than that it collects it, up to half the machine's memory, although a collection of columns and
 * slabs costs little. So one is asked for when an eighth of what lived after the last one has come
 * on top; but they take at most a hundredth of the time. Where that is not often enough, as on a
 * machine that is too busy, their share of the time grows with the square of what has come on top:
 * four hundredths for a half, sixteen for as much as lives.
 *
 * <p>What lives may have become less, as when chunks that were full together are not any more; what
 * has come on top does not tell. So one is asked for also when some bytes have come at all, for at
 * most a thousandth of the time.
 *
 * <p>With other collectors, which have no old generation of this kind, it does nothing.
 */
final class HeapKeeper implements Closeable {
  private static final String OLD_GENERATION = "Tenured Gen";
  private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long ALWAYS_ALLOWED_BYTES = 8L << 20;
  private static final int SHARE_OF_LIVE = 8;
  private static final double PAUSE_PER_COLLECTION = 100;

  /** A pause counts for at most so many times the one before: other programs make some longer. */
  private static final long MAX_GROWTH = 2;

  private static final long LITTLE_BYTES = 1L << 20;
  private static final long PAUSE_PER_CALM_COLLECTION = 1_000;
  private static final long LEAST_CALM_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stop = lock.newCondition();
  private final Runnable collection;
  private final LongSupplier nanoTime;
  private boolean stopping;

  /** When the last collection ended, and how long it took, as far as it counts. */
  private long lastEndNanos;

  private long lastPauseNanos;

  HeapKeeper(Runnable collection, LongSupplier nanoTime) {
    this.collection = collection;
    this.nanoTime = nanoTime;
    lastEndNanos = nanoTime.getAsLong();
  }

  /** Looks after the heap of this process, from its first look in a while on. */
  static HeapKeeper start() {
    HeapKeeper keeper = new HeapKeeper(System::gc, System::nanoTime);
    Thread.ofPlatform().daemon().name("heap-keeper").start(keeper::run);
    return keeper;
  }

  /** The pool of what has lived for a while, where the collector has one of this kind. */
  static Optional<MemoryPoolMXBean> oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().equals(OLD_GENERATION))
        .findFirst();
  }

  private void run() {
    if (!waitForStop()) {
      oldGeneration().ifPresent(this::keep);
    }
  }

  private void keep(MemoryPoolMXBean pool) {
    while (!waitForStop()) {
      try {
        MemoryUsage afterLast = pool.getCollectionUsage();
        look(pool.getUsage().getUsed(), afterLast == null ? 0 : afterLast.getUsed());
      } catch (OutOfMemoryError e) {
        // Of all threads this one has to go on then.
      }
    }
  }

  /**
   * Asks for a collection if it is worth it.
   *
   * @param usedBytes of the old generation now
   * @param liveBytes of it after its last collection, 0 before the first
   */
  void look(long usedBytes, long liveBytes) {
    long allowedOnTop = liveBytes / SHARE_OF_LIVE + ALWAYS_ALLOWED_BYTES;
    long onTop = usedBytes - liveBytes;
    if (onTop <= LITTLE_BYTES) {
      return;
    }
    long startNanos = nanoTime.getAsLong();
    if (startNanos - lastEndNanos < restNanos(onTop, allowedOnTop)) {
      return;
    }
    collection.run();
    lastEndNanos = nanoTime.getAsLong();
    long pauseNanos = lastEndNanos - startNanos;
    lastPauseNanos =
        lastPauseNanos == 0 ? pauseNanos : Math.min(pauseNanos, MAX_GROWTH * lastPauseNanos);
  }

  /** How long after the last collection the next may come. */
  private double restNanos(long onTop, long allowedOnTop) {
    if (onTop <= allowedOnTop) {
      return Math.max(LEAST_CALM_NANOS, PAUSE_PER_CALM_COLLECTION * lastPauseNanos);
    }
    double excess = Math.max(1, onTop / (2.0 * allowedOnTop));
    return PAUSE_PER_COLLECTION * lastPauseNanos / (excess * excess);
  }

  private boolean waitForStop() {
    lock.lock();
    try {
      long left = LOOK_EVERY_NANOS;
      while (left > 0 && !stopping) {
        left = stop.awaitNanos(left);
      }
      return stopping;
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      stop.signal();
    } finally {
      lock.unlock();
    }
  }
}
