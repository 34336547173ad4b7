package dev.deucalion.http.otlp;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Makes points with delta temporality cumulative: knows the sum of each stream of points so far. A
 * stream to which no point was added for five minutes is forgotten, and begins anew with the next
 * one. The newest point of a stream that comes again, since its request could not be stored, counts
 * once and gets the sum so far. Safe for use by many threads.
 *
 * @see <a
 *     href="https://opentelemetry.io/docs/specs/otel/metrics/data-model/#sums-delta-to-cumulative">
 *     OpenTelemetry: delta to cumulative</a>
 */
final class DeltaStreams {
  private static final long MAX_IDLE_MS = 5 * 60_000;
  private static final long SWEEP_MS = 60_000;

  private final long maxBytes;

  /** Guards all that follows. */
  private final ReentrantLock turns = new ReentrantLock();

  private final SeriesHash hash;
  private final Map<Id, DeltaStream> streams = new HashMap<>();
  private long bytes;
  private long sweptMs;
  private long lastTurn;

  /** The hash of what names a stream. */
  private record Id(long low, long high) {}

  /**
   * No streams yet.
   *
   * @param random seeds the hash, so that clients cannot make two streams meet
   * @param maxBytes what all streams may take in memory, about
   */
  DeltaStreams(RandomGenerator random, long maxBytes) {
    this.hash = new SeriesHash(random);
    this.maxBytes = maxBytes;
  }

  /** Number of streams that are known. */
  int size() {
    turns.lock();
    try {
      return streams.size();
    } finally {
      turns.unlock();
    }
  }

  /** Begins a request. */
  Turn begin(long nowMs) {
    return new Turn(nowMs);
  }

  /**
   * One request. From its first point on until it is closed no other one has a turn, so that the
   * store gets what is made of points in the order in which it was made. For one thread.
   */
  final class Turn implements AutoCloseable {
    private final long nowMs;
    private final List<DeltaStream> changed = new ArrayList<>();
    private long number;

    private Turn(long nowMs) {
      this.nowMs = nowMs;
    }

    /**
     * Makes a point cumulative.
     *
     * @param name what names the stream of the point
     * @return false when the point is not newer than the last one of its stream, and does not
     *     count; true for that one once more, where an earlier request could not store it
     */
    boolean add(WireWriter name, OtlpPoint point) throws OtlpException {
      if (!turns.isHeldByCurrentThread()) {
        turns.lock();
        number = ++lastTurn;
        sweep(nowMs);
      }
      hash.of(name.array(), 0, name.size());
      Id id = new Id(hash.low(), hash.high());
      if (point.isStale()) {
        forget(id);
        return true;
      }
      DeltaStream known = streams.get(id);
      if (known == null) {
        note(start(id, point));
        return true;
      }
      if (isUnstored(known) && known.isRepeatedBy(point)) {
        known.writeTo(point);
        note(known);
        return true;
      }
      if (!known.isContinuedBy(point)) {
        return false;
      }
      if (known.hasBoundsOf(point)) {
        grow(known, point);
        known.writeTo(point);
        note(known);
      } else {
        forget(id);
        note(start(id, point));
      }
      return true;
    }

    /** Whether an earlier request took the last point, and was not stored. */
    private boolean isUnstored(DeltaStream stream) {
      return stream.unstoredBy != 0 && stream.unstoredBy != number;
    }

    private void note(DeltaStream stream) {
      stream.seenMs = nowMs;
      if (stream.unstoredBy != number) {
        stream.unstoredBy = number;
        changed.add(stream);
      }
    }

    /** Says, before this is closed, that the store has what was made of the points. */
    void stored() {
      changed.forEach(stream -> stream.unstoredBy = 0);
    }

    @Override
    public void close() {
      if (turns.isHeldByCurrentThread()) {
        turns.unlock();
      }
    }
  }

  private DeltaStream start(Id id, OtlpPoint point) throws OtlpException {
    DeltaStream started = new DeltaStream(point);
    if (bytes + started.bytes() > maxBytes) {
      throw full();
    }
    streams.put(id, started);
    bytes += started.bytes();
    return started;
  }

  private void grow(DeltaStream stream, OtlpPoint point) throws OtlpException {
    long before = stream.bytes();
    if (!stream.add(point, maxBytes - bytes)) {
      throw full();
    }
    bytes += stream.bytes() - before;
  }

  private OtlpException full() {
    return new OtlpException(
        "streams of points with delta temporality take more than " + maxBytes + " bytes");
  }

  private void forget(Id id) {
    DeltaStream gone = streams.remove(id);
    bytes -= gone == null ? 0 : gone.bytes();
  }

  private void sweep(long nowMs) {
    if (Math.abs(nowMs - sweptMs) < SWEEP_MS) {
      return;
    }
    sweptMs = nowMs;
    streams
        .values()
        .removeIf(stream -> {
          boolean idle = nowMs - stream.seenMs > MAX_IDLE_MS;
          bytes -= idle ? stream.bytes() : 0;
          return idle;
        });
  }
}
