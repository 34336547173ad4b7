package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

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
        public void write(List<RecordBuffer> records) {}

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
   * Writes the records of one batch, those that are not empty, in their order: series before what
   * names them. A replay gets all of them or none. For one thread at a time.
   *
   * @param records finished; read until this returns
   * @throws IOException when that did not succeed; then nothing of the batch stays in the log
   */
  void write(List<RecordBuffer> records) throws IOException;

  /** Counters now; for any thread. */
  WalStats stats();
}
