package dev.deucalion.server.remote.queue;

import dev.deucalion.tsdb.wal.LogPosition;

/**
 * How far a queue is in the log.
 *
 * @param sent all before it was sent, or refused for good
 * @param maybeSent nothing behind it was sent; not before {@code sent}
 */
public record QueuePosition(LogPosition sent, LogPosition maybeSent) {
  /** Nothing before a place is to be sent, and nothing behind it was. */
  static QueuePosition at(LogPosition place) {
    return new QueuePosition(place, place);
  }

  /** The position of a queue that is to lack nothing which either of two queues did not send. */
  QueuePosition and(QueuePosition other) {
    return new QueuePosition(
        sent.compareTo(other.sent) <= 0 ? sent : other.sent,
        maybeSent.compareTo(other.maybeSent) >= 0 ? maybeSent : other.maybeSent);
  }
}
