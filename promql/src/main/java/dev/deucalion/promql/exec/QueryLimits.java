package dev.deucalion.promql.exec;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.ColumnMemory;
import dev.deucalion.storage.ReadGuard;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How much time and memory one query may take, and what it has taken. Safe for many threads: those
 * that work on the query share it, and others read it and cancel by it.
 *
 * <p>Memory is counted twice. <i>Samples</i> are values that are there, as Prometheus counts them,
 * so that its limit means the same: a query that Prometheus answers is not refused for them. Since
 * less is kept here, some that it refuses are answered. <i>Bytes</i> are what arrays and label sets
 * take, samples included; they come out of the query's own allowance and of the budget that all
 * queries share.
 */
public final class QueryLimits implements AutoCloseable, ReadGuard.Limits, ColumnMemory {
  /** Time and value of a sample. */
  public static final int SAMPLE_BYTES = 16;

  /** A column's three objects. */
  private static final int COLUMN_HEADER_BYTES = 64;

  private static final int ARRAY_HEADER_BYTES = 16;

  /** As many as the arrays of a column may have. */
  private static final int MAX_STEPS = Integer.MAX_VALUE - 8;

  private final LongSupplier nanoTime;
  private final long deadlineNanos;
  private final long maxSamples;
  private final QueryMemory memory;
  private final AtomicLong heldSamples = new AtomicLong();
  private final AtomicLong peakSamples = new AtomicLong();
  private final LongAdder totalSamples = new LongAdder();
  private volatile boolean canceled;

  /**
   * The limits of one query.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param deadlineNanos when the time is over, by that clock
   * @param maxSamples how many samples may be held in memory at a time
   * @param memory what bytes come out of; closed with this
   */
  public QueryLimits(
      LongSupplier nanoTime, long deadlineNanos, long maxSamples, QueryMemory memory) {
    this.nanoTime = nanoTime;
    this.deadlineNanos = deadlineNanos;
    this.maxSamples = maxSamples;
    this.memory = memory;
  }

  /**
   * Ends the query when its time is over, it was canceled or the calling thread was interrupted. To
   * be called after every few milliseconds of work at the latest.
   *
   * @throws QueryException then
   */
  @Override
  public void checkpoint() {
    if (canceled || Thread.currentThread().isInterrupted()) {
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in expression evaluation");
    }
    if (nanoTime.getAsLong() - deadlineNanos > 0) {
      throw new QueryException(
          QueryException.Kind.TIMEOUT, "query timed out in expression evaluation");
    }
  }

  /** An order whose use has checkpoints, since sorting may take long. */
  public <T> Comparator<T> checking(Comparator<? super T> order) {
    int[] comparisons = {0};
    return (a, b) -> {
      if ((++comparisons[0] & 1023) == 0) {
        checkpoint();
      }
      return order.compare(a, b);
    };
  }

  /** Has all threads that work on the query end at their next {@link #checkpoint}. */
  public void cancel() {
    canceled = true;
  }

  /** Whether {@link #cancel} was called. */
  public boolean isCanceled() {
    return canceled;
  }

  /**
   * Says that so many more samples are held, of {@link #SAMPLE_BYTES} each.
   *
   * @throws QueryException when they are too many
   */
  public void hold(long samples) {
    holdSamples(samples);
    memory.hold(samples * SAMPLE_BYTES);
  }

  /** Says that so many samples are not held any more. */
  public void release(long samples) {
    heldSamples.addAndGet(-samples);
    memory.release(samples * SAMPLE_BYTES);
  }

  /**
   * Says that so many more samples are held whose bytes are counted for themselves.
   *
   * @throws QueryException when they are too many
   */
  void holdSamples(long samples) {
    long held = heldSamples.addAndGet(samples);
    if (held > peakSamples.get()) {
      peakSamples.accumulateAndGet(held, Math::max);
    }
    if (held > maxSamples) {
      throw tooManySamples();
    }
  }

  /** Says that so many samples whose bytes are counted for themselves are not held any more. */
  void releaseSamples(long samples) {
    heldSamples.addAndGet(-samples);
  }

  /**
   * Says that so many more samples were held for a moment.
   *
   * @throws QueryException when they were too many
   */
  void passSamples(long samples) {
    holdSamples(samples);
    releaseSamples(samples);
  }

  private static QueryException tooManySamples() {
    return new QueryException(
        QueryException.Kind.EXECUTION,
        "query processing would load too many samples into memory in query execution");
  }

  /**
   * Says that one more {@link Column} is held, whose samples are counted for themselves.
   *
   * @throws QueryException when it is too much
   */
  void holdColumn(int steps) {
    memory.hold(columnBytes(steps));
  }

  /** Says that a column is not held any more. */
  void releaseColumn(int steps) {
    memory.release(columnBytes(steps));
  }

  /**
   * Ends a query that needs columns of so many steps, where there is no room for a single one.
   *
   * @throws QueryException then
   */
  void requireRoomForColumn(long steps) {
    if (steps > MAX_STEPS) {
      throw tooManySamples();
    }
    long bytes = columnBytes(steps);
    memory.hold(bytes);
    memory.release(bytes);
  }

  /**
   * Says that so many more bytes are held, for what is no sample: label sets, tables, scratch.
   *
   * @throws QueryException when they are too many
   */
  @Override
  public void holdBytes(long bytes) {
    memory.hold(bytes);
  }

  /** Says that so many bytes are not held any more. */
  @Override
  public void releaseBytes(long bytes) {
    memory.release(bytes);
  }

  /**
   * A column for an operator to work with for as long as the query lasts. Its floats count as
   * bytes, and so do its histograms while it has any.
   *
   * @throws QueryException when it is too much
   */
  public Column workingColumn(int steps) {
    memory.hold(columnBytes(steps));
    return new Column(steps, this);
  }

  /**
   * A set of bits, one for each step and none of them set, for as long as the query lasts.
   *
   * @throws QueryException when it is too much
   */
  long[] stepBits(int steps) {
    int words = Column.words(steps);
    memory.hold(arrayBytes(words));
    return new long[words];
  }

  /** What a column takes. */
  static long columnBytes(long steps) {
    return COLUMN_HEADER_BYTES + 8L * steps + steps / 8;
  }

  /** What an array of so many doubles or longs takes. */
  static long arrayBytes(long length) {
    return ARRAY_HEADER_BYTES + 8L * length;
  }

  /** Counts samples that a selector handed to the evaluation. */
  public void countSamples(long samples) {
    totalSamples.add(samples);
  }

  /** Samples that selectors handed to the evaluation, over all steps. */
  public long totalSamples() {
    return totalSamples.sum();
  }

  /** Most samples held at a time. */
  public long peakSamples() {
    return peakSamples.get();
  }

  /** The time by the clock of the query, in nanoseconds. */
  long nowNanos() {
    return nanoTime.getAsLong();
  }

  /** What the query holds and has held, in bytes. */
  public QueryMemory memory() {
    return memory;
  }

  /** Gives all memory back. */
  @Override
  public void close() {
    memory.close();
  }
}
