package dev.deucalion.server.remote.queue;

import dev.deucalion.tsdb.wal.LogPosition;

/** Follows records of the log through a queue. */
sealed interface Progress permits Progress.None, SendProgress {
  /** Does not follow them. */
  Progress NONE = new None();

  /**
   * A record with samples was read, which are given to shards next. For the thread that reads.
   *
   * @param start where it begins, or before
   * @param end where it ends
   * @return its number, which is greater than that of the record before
   */
  long begin(LogPosition start, LogPosition end);

  /** All samples of the record that was begun last were given to shards. */
  void given();

  /**
   * All samples up to a record are about to be sent.
   *
   * @param record number of the last one
   */
  void sending(long record);

  /** A batch is done with. */
  void done();

  /** Whether a record may have been sent before the last start. */
  boolean isDoubtful(long record);

  /** The first segment that is still needed; {@link Long#MAX_VALUE} where none is kept. */
  long firstNeededSegment();

  /** Of a queue that begins at the end of the log with each start. */
  final class None implements Progress {
    private None() {}

    @Override
    public long begin(LogPosition start, LogPosition end) {
      return 0;
    }

    @Override
    public void given() {}

    @Override
    public void sending(long record) {}

    @Override
    public void done() {}

    @Override
    public boolean isDoubtful(long record) {
      return false;
    }

    @Override
    public long firstNeededSegment() {
      return Long.MAX_VALUE;
    }
  }
}
