package dev.deucalion.server.remote.queue;

import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows up to where in the log all samples were sent, and from where on none was, and keeps both in
 * a file, if there is one. The queue that takes the place of this one, after a kill or a change of
 * settings, reads on from the first place. What lies between the two may have been sent already, so
 * a refusal of it is no wonder.
 *
 * <p>The second place is written before anything behind it is sent, and then lies as far ahead as
 * the log was read; so it costs little. Safe for many threads.
 */
final class SendProgress {
  private static final Logger LOG = LoggerFactory.getLogger(SendProgress.class);

  /** More records than this are looked through for those that are done. */
  private static final int MAX_RECORDS = 4096;

  /** A record that is on its way. */
  private record OnItsWay(long number, LogPosition start) {}

  private final @Nullable PositionFile file;

  /** Number of the oldest record in the shards, {@link Shard#NOTHING} for none. */
  private final LongSupplier oldestRecord;

  private final LogPosition doubtfulBefore;

  /** Records that may be in the shards, oldest first. Guarded by this, as all that follows. */
  private final ArrayDeque<OnItsWay> onTheirWay = new ArrayDeque<>();

  /** Numbers of records that were begun again, as long as they may be in the shards. */
  private final TreeSet<Long> repeated = new TreeSet<>();

  private long begun;
  private LogPosition begunEnd;
  private long given;
  private LogPosition givenEnd;
  private LogPosition sent;
  private LogPosition maybeSent;
  private long maybeSentRecord;
  private long lastDoubtful = -1;
  private boolean failing;

  /**
   * Goes on somewhere.
   *
   * @param file keeps the position, null for none
   * @param oldestRecord never calls back
   */
  SendProgress(@Nullable PositionFile file, QueuePosition from, LongSupplier oldestRecord) {
    this.file = file;
    this.oldestRecord = oldestRecord;
    this.doubtfulBefore = from.maybeSent();
    this.begunEnd = from.sent();
    this.givenEnd = from.sent();
    this.sent = from.sent();
    this.maybeSent = from.maybeSent();
  }

  /**
   * A record with samples was read, which are given to shards next. For the thread that reads.
   *
   * @param start where it begins, or before
   * @param end where it ends
   * @return its number, which is greater than that of the record before
   */
  synchronized long begin(LogPosition start, LogPosition end) {
    begun++;
    begunEnd = end;
    onTheirWay.add(new OnItsWay(begun, start));
    if (end.compareTo(doubtfulBefore) <= 0) {
      lastDoubtful = begun;
    }
    return begun;
  }

  /**
   * The record that was begun last was given in part, and is begun again. For the thread that
   * reads.
   */
  synchronized void repeat() {
    repeated.add(begun + 1);
  }

  /** All samples of the record that was begun last were given to shards. */
  synchronized void given() {
    given = begun;
    givenEnd = begunEnd;
    if (onTheirWay.size() > MAX_RECORDS) {
      done();
    }
  }

  /**
   * The log was read up to a place: what lies between the last record that was begun and it is not
   * to be sent. For the thread that reads.
   */
  synchronized void readTo(LogPosition end) {
    begunEnd = end;
    givenEnd = end;
  }

  /**
   * Whether any of some records may have been sent before.
   *
   * @param first number of the first one
   * @param last number of the last one
   */
  synchronized boolean isDoubtful(long first, long last) {
    Long again = repeated.ceiling(first);
    return first <= lastDoubtful || again != null && again <= last;
  }

  /**
   * All samples up to a record are about to be sent.
   *
   * @param record number of the last one
   */
  synchronized void sending(long record) {
    if (record > maybeSentRecord) {
      maybeSentRecord = begun;
      if (begunEnd.compareTo(maybeSent) > 0) {
        maybeSent = begunEnd;
        save();
      }
    }
  }

  /** A batch is done with. */
  synchronized void done() {
    long lastGiven = given;
    LogPosition position = givenEnd;
    long oldest = oldestRecord.getAsLong();
    while (!onTheirWay.isEmpty()
        && onTheirWay.peek().number() < oldest
        && onTheirWay.peek().number() <= lastGiven) {
      onTheirWay.remove();
    }
    if (!onTheirWay.isEmpty()) {
      position = onTheirWay.peek().start();
    }
    long first = onTheirWay.isEmpty() ? begun + 1 : onTheirWay.peek().number();
    repeated.headSet(first).clear();
    if (position.compareTo(sent) > 0) {
      sent = position;
      save();
    }
  }

  /** Writes to the file how far the queue is. */
  synchronized void keep() {
    save();
  }

  /** How far the queue is. */
  synchronized QueuePosition position() {
    return new QueuePosition(sent, maybeSent);
  }

  private void save() {
    if (file == null) {
      return;
    }
    try {
      file.save(position());
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.error("Cannot keep the position of a remote write, file={}", file.path(), e);
      }
    }
  }
}
