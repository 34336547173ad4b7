package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Where batches are made durable before they become visible. */
public interface RecordLog extends Closeable {
  /** A log that keeps nothing. */
  RecordLog NONE =
      new RecordLog() {
        @Override
        public Compression compression() {
          return Compression.NONE;
        }

        @Override
        public LogOwner owner() {
          return LogOwner.SERVER;
        }

        @Override
        public boolean keepsRecords() {
          return false;
        }

        @Override
        public void writeAll(List<LogBatch> batches) {}

        @Override
        public void settle() {}

        @Override
        public void sync() {}

        @Override
        public void takeBack() {}

        @Override
        public long segment() {
          return 0;
        }

        @Override
        public long cut() {
          return 0;
        }

        @Override
        public long truncate(Supplier<NeededSeries> needed, long minTimeMs) {
          return -1;
        }

        @Override
        public void deleteBefore(long segment) {}

        @Override
        public LogPosition position() {
          return new LogPosition(0, 0);
        }

        @Override
        public WalStats stats() {
          return WalStats.NONE;
        }

        @Override
        public void close() {}
      };

  /** How records are to be compressed. */
  Compression compression();

  /** Whom records have to be readable for. */
  LogOwner owner();

  /** Whether records need to be encoded at all. */
  boolean keepsRecords();

  /** Writes the records of one batch, as {@link #writeAll} does. */
  default void write(List<RecordBuffer> records) throws IOException {
    writeAll(List.of(LogBatch.of(records, 0)));
  }

  /**
   * Writes batches in their order, and syncs all of them at once where the log syncs what is
   * written. A replay gets all of a batch or none. Those with late records are not shown to readers
   * of the log before {@link #settle}. For one thread at a time.
   *
   * @param batches are told where they begin; read until this returns
   * @throws DiskFullException when there is no room for them
   * @throws IOException when that did not succeed; then nothing of any of them stays in the log
   */
  void writeAll(List<LogBatch> batches) throws IOException;

  /** Says that the batches of the last {@link #writeAll} stay. For the thread that wrote. */
  void settle();

  /**
   * Takes the batches of the last {@link #writeAll} out of the log again, where that succeeded but
   * they are refused for another reason. For the thread that wrote.
   *
   * @throws IOException when they stand in the file still, or may do so after a loss of power; they
   *     go before anything else is written
   */
  void takeBack() throws IOException;

  /** Makes everything durable that has been written; for any thread. */
  void sync() throws IOException;

  /** The segment that is written now; for any thread. */
  long segment();

  /**
   * Ends the segment, unless it is empty. For any thread.
   *
   * @return the segment that gets what is written from now on
   */
  long cut() throws IOException;

  /**
   * Lets go of the old part of the log, after the head did: ends the segment, and makes a
   * checkpoint of the lower two thirds of the segments where that is worth it. For any thread,
   * while others write.
   *
   * @param needed tells which series have to stay; asked for when it is decided which segments go,
   *     so that what it says of series that came later does not matter
   * @param minTimeMs samples before it are in blocks
   * @return the last segment that is gone, or -1 when none is
   * @throws IOException when the checkpoint could not be written; then the log is as it was
   */
  long truncate(Supplier<NeededSeries> needed, long minTimeMs) throws IOException;

  /**
   * Deletes segments before one, without a checkpoint. For any thread, while others write.
   *
   * @throws IOException when some of them are there still, or may be after a loss of power
   */
  void deleteBefore(long segment) throws IOException;

  /** Where the next record goes, unless the segment ends before it; for any thread. */
  LogPosition position();

  /** Counters now; for any thread. */
  WalStats stats();
}
