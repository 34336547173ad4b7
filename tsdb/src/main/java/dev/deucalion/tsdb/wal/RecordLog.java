package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.Closeable;
import java.io.IOException;

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
        public boolean keepsRecords() {
          return false;
        }

        @Override
        public void write(RecordBuffer series, RecordBuffer samples) {}

        @Override
        public WalStats stats() {
          return WalStats.NONE;
        }

        @Override
        public void close() {}
      };

  /** How records are to be compressed. */
  Compression compression();

  /** Whether records need to be encoded at all. */
  boolean keepsRecords();

  /**
   * Writes the records of one batch, those that are not empty. For one thread at a time.
   *
   * @throws IOException when that did not succeed; then nothing of the batch stays in the log
   */
  void write(RecordBuffer series, RecordBuffer samples) throws IOException;

  /** Counters now; for any thread. */
  WalStats stats();
}
