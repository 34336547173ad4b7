package dev.deucalion.server;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the heap has room for what a query is about to take, beside the series that live in it.
 * Queries have budgets of their own, which know nothing of the rest: with many series for the heap,
 * half of it would be more than there is.
 *
 * <p>The old generation counts, up to a margin that the next collection of the young one needs.
 * Where it looks full, it may be full of garbage: then a collection is asked for, though
 * collections of this kind take at most a tenth of the time. In between, what lived after the last
 * one counts, and all that was taken since or a moment before it, though some of it was let go; who
 * finds no room by that count waits for the next collection. Safe for many threads.
 */
final class HeapRoom implements LongPredicate {
  private static final int SHARE_OF_MARGIN = 8;
  private static final long LEAST_MARGIN_BYTES = 4L << 20;
  private static final int PAUSE_PER_COLLECTION = 10;
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Within so much of being taken, memory is made use of. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A query that waited longer would be taken for one that hangs. */
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** What the collector says of what has lived for a while. */
  interface OldGeneration {
    /** Of the whole heap, garbage included: arrays of the young generation may be about to come. */
    long heapUsedBytes();

    /** What was left after its last collection. */
    long liveBytes();

    /** To which it may grow. */
    long maxBytes();

    /** How often it was collected. */
    long collections();

    /** Collects it now. */
    void collect();
  }

  private final OldGeneration old;
  private final LongSupplier nanoTime;
  private final LongConsumer waitNanos;
  private final long maxBytes;

  /** Time before which no collection is asked for. Guarded by the monitor, as the others are. */
  private long restUntilNanos;

  private long takenSinceBytes;
  private long collectionsThen;

  private long momentNanos;
  private long takenInMomentBytes;
  private long takenInMomentBeforeBytes;

  /**
   * Sees the heap by a clock.
   *
   * @param waitNanos lets so many nanoseconds pass, or fewer
   */
  HeapRoom(OldGeneration old, LongSupplier nanoTime, LongConsumer waitNanos) {
    this.old = old;
    this.nanoTime = nanoTime;
    this.waitNanos = waitNanos;
    maxBytes = old.maxBytes() - Math.max(LEAST_MARGIN_BYTES, old.maxBytes() / SHARE_OF_MARGIN);
    restUntilNanos = nanoTime.getAsLong();
    momentNanos = restUntilNanos;
  }

  /** The room of this process; there is always some where the collector has no old generation. */
  static LongPredicate ofThisProcess() {
    return OfThisProcess.ONLY;
  }

  /**
   * Looked up when it is asked first: what asks the collector would hold up the start. Where there
   * is no memory to look it up, the next question does.
   */
  private static final class OfThisProcess implements LongPredicate {
    static final LongPredicate ONLY = new OfThisProcess();

    private volatile @Nullable LongPredicate known;

    @Override
    public boolean test(long bytes) {
      LongPredicate room = known;
      return (room == null ? lookUp() : room).test(bytes);
    }

    private synchronized LongPredicate lookUp() {
      LongPredicate room = known;
      if (room == null) {
        room =
            HeapKeeper.oldGeneration()
                .filter(pool -> pool.getUsage().getMax() > 0)
                .<LongPredicate>map(
                    pool -> new HeapRoom(new Pool(pool), System::nanoTime, LockSupport::parkNanos))
                .orElse(bytes -> true);
        known = room;
      }
      return room;
    }
  }

  /** Takes room for so many bytes, at once or after a collection, or says that there is none. */
  @Override
  public boolean test(long bytes) {
    if (takeNow(bytes)) {
      return true;
    }
    long restNanos = restNanos();
    if (restNanos > 0) {
      waitNanos.accept(Math.min(restNanos, MAX_WAIT_NANOS));
    }
    return takeCollected(bytes);
  }

  private synchronized boolean takeNow(long bytes) {
    return take(bytes, restNanos() > 0 ? livingBytes() : old.heapUsedBytes());
  }

  private synchronized boolean takeCollected(long bytes) {
    return take(bytes, collected() ? old.heapUsedBytes() : livingBytes());
  }

  private boolean take(long bytes, long heldBytes) {
    boolean fits = bytes <= maxBytes - heldBytes;
    if (fits) {
      forgetIfCollected();
      takenSinceBytes += bytes;
      takenInMomentBytes += bytes;
    }
    return fits;
  }

  /** At most what lives: garbage of a while ago does not count, what was taken and let go does. */
  private long livingBytes() {
    forgetIfCollected();
    return Math.min(old.heapUsedBytes(), old.liveBytes() + takenSinceBytes);
  }

  /** Forgets what was taken before a collection, but for what may be made after it only. */
  private void forgetIfCollected() {
    long sinceNanos = nanoTime.getAsLong() - momentNanos;
    if (sinceNanos >= MOMENT_NANOS) {
      takenInMomentBeforeBytes = sinceNanos < 2 * MOMENT_NANOS ? takenInMomentBytes : 0;
      takenInMomentBytes = 0;
      momentNanos += sinceNanos;
    }
    long collections = old.collections();
    if (collections != collectionsThen) {
      collectionsThen = collections;
      takenSinceBytes = takenInMomentBeforeBytes + takenInMomentBytes;
    }
  }

  private synchronized long restNanos() {
    return restUntilNanos - nanoTime.getAsLong();
  }

  /** Frees what is garbage; false where that was done a moment ago. */
  private boolean collected() {
    if (restNanos() > 0) {
      return false;
    }
    long startNanos = nanoTime.getAsLong();
    old.collect();
    long endNanos = nanoTime.getAsLong();
    restUntilNanos =
        endNanos + Math.max(LEAST_PAUSE_NANOS, PAUSE_PER_COLLECTION * (endNanos - startNanos));
    return true;
  }

  /** The old generation of this process. */
  private static final class Pool implements OldGeneration {
    private final MemoryPoolMXBean pool;
    private final GarbageCollectorMXBean collector;
    private final List<MemoryPoolMXBean> heap;

    Pool(MemoryPoolMXBean pool) {
      this.pool = pool;
      String[] names = pool.getMemoryManagerNames();
      collector =
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .filter(bean -> Arrays.asList(names).contains(bean.getName()))
              .findFirst()
              .orElseThrow();
      heap =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(each -> each.getType() == MemoryType.HEAP)
              .toList();
    }

    @Override
    public long heapUsedBytes() {
      long bytes = 0;
      for (MemoryPoolMXBean each : heap) {
        bytes += each.getUsage().getUsed();
      }
      return bytes;
    }

    @Override
    public long liveBytes() {
      MemoryUsage usage = pool.getCollectionUsage();
      return usage == null ? 0 : usage.getUsed();
    }

    @Override
    public long maxBytes() {
      return pool.getUsage().getMax();
    }

    @Override
    public long collections() {
      return collector.getCollectionCount();
    }

    @Override
    public void collect() {
      System.gc();
    }
  }
}
