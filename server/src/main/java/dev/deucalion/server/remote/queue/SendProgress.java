package dev.deucalion.server.remote.queue;

import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows up to where in the log all samples were sent, and from where on none was, and keeps both in
 * a file. A start after a kill reads on from the first place. What lies between the two may have
 * been sent already, so a refusal of it is no wonder.
 *
 * <p>The second place is written before anything behind it is sent, and then lies as far ahead as
 * the log was read; so it costs little. Safe for many threads.
 */
final class SendProgress implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(SendProgress.class);

  /** More records than this are looked through for those that are done. */
  private static final int MAX_RECORDS = 4096;

  /** A record that is on its way. */
  private record OnItsWay(long number, LogPosition start) {}

  private final PositionFile file;

  /** Number of the oldest record in the shards, {@link Shard#NOTHING} for none. */
  private final LongSupplier oldestRecord;

  private final LogPosition doubtfulBefore;

  /** Records that may be in the shards, oldest first. Guarded by this, as all that follows. */
  private final ArrayDeque<OnItsWay> onTheirWay = new ArrayDeque<>();

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
   * Goes on where a file says.
   *
   * @param saved what the file says
   * @param oldestRecord never calls back
   */
  SendProgress(PositionFile file, PositionFile.Saved saved, LongSupplier oldestRecord) {
    this.file = file;
    this.oldestRecord = oldestRecord;
    this.doubtfulBefore = saved.maybeSent();
    this.begunEnd = saved.sent();
    this.givenEnd = saved.sent();
    this.sent = saved.sent();
    this.maybeSent = saved.maybeSent();
  }

  @Override
  public synchronized long begin(LogPosition start, LogPosition end) {
    begun++;
    begunEnd = end;
    onTheirWay.add(new OnItsWay(begun, start));
    if (start.compareTo(doubtfulBefore) < 0) {
      lastDoubtful = begun;
    }
    return begun;
  }

  @Override
  public synchronized void given() {
    given = begun;
    givenEnd = begunEnd;
    if (onTheirWay.size() > MAX_RECORDS) {
      done();
    }
  }

  @Override
  public synchronized boolean isDoubtful(long record) {
    return record <= lastDoubtful;
  }

  @Override
  public synchronized void sending(long record) {
    if (record > maybeSentRecord) {
      maybeSentRecord = begun;
      if (begunEnd.compareTo(maybeSent) > 0) {
        maybeSent = begunEnd;
        save();
      }
    }
  }

  @Override
  public synchronized void done() {
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
    if (position.compareTo(sent) > 0) {
      sent = position;
      save();
    }
  }

  /** Where all before it was sent. */
  synchronized LogPosition sent() {
    return sent;
  }

  @Override
  public synchronized long firstNeededSegment() {
    return sent.segment();
  }

  private void save() {
    try {
      file.save(new PositionFile.Saved(sent, maybeSent));
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.error("Cannot keep the position of a remote write, file={}", file.path(), e);
      }
    }
  }
}
