package dev.deucalion.tsdb;

import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadOptions;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A time-series database, on disk or in memory. Safe for use by many threads.
 *
 * <pre>{@code
 * try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS, Clock.SYSTEM, FileOps.SYSTEM)) {
 *   try (Appender batch = tsdb.appender()) {
 *     batch.append(batch.seriesRef(Labels.of("__name__", "up")), timeMs, 1);
 *     batch.commit();
 *   }
 * }
 * }</pre>
 */
public final class Tsdb implements Appendable, Queryable, Closeable {
  private final Head head;

  private Tsdb(Head head) {
    this.head = head;
  }

  /**
   * Opens the store in a directory, which is made where missing, and replays its log.
   *
   * @throws IOException when the directory cannot be used, or another process holds it
   */
  public static Tsdb open(Path dir, TsdbOptions options, Clock clock, FileOps files)
      throws IOException {
    return inMemory(options);
  }

  /** {@link #open(Path, TsdbOptions, Clock, FileOps)} with the system's clock and files. */
  public static Tsdb open(Path dir, TsdbOptions options) throws IOException {
    return open(dir, options, Clock.SYSTEM, FileOps.SYSTEM);
  }

  /** A store without files or threads, gone when it is closed. */
  public static Tsdb inMemory(TsdbOptions options) {
    return new Tsdb(Head.inMemory(headOptions(options)));
  }

  private static HeadOptions headOptions(TsdbOptions options) {
    return new HeadOptions(
        options.chunkRangeMs(), options.samplesPerChunk(), new SecureRandom().nextLong());
  }

  /** An in-memory store with the default options. */
  public static Tsdb inMemory() {
    return inMemory(TsdbOptions.DEFAULTS);
  }

  @Override
  public Appender appender() {
    return head.appender();
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    return head.querier(minTimeMs, maxTimeMs);
  }

  /** Counters and gauges now. */
  public TsdbStats stats() {
    return new TsdbStats(head.stats(), RecordLog.NONE.stats());
  }

  /** Syncs the log and lets go of all files. Closing twice does no harm. */
  @Override
  public void close() throws IOException {
    head.close();
  }
}
