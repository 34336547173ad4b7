package dev.deucalion.tsdb;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadRestorer;
import dev.deucalion.tsdb.head.OutOfOrderRestorer;
import dev.deucalion.tsdb.head.UnknownRefs;
import dev.deucalion.tsdb.wal.LateRecords;
import dev.deucalion.tsdb.wal.LogBatch;
import dev.deucalion.tsdb.wal.LogEnvironment;
import dev.deucalion.tsdb.wal.LogKind;
import dev.deucalion.tsdb.wal.ReplayOptions;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalReplay;
import dev.deucalion.tsdb.wal.WalWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of samples out of order, {@code wbl}. A store that never took such samples has none.
 *
 * <p>{@link #setWindow} is for any thread, the others for the one that opens the store.
 */
final class OutOfOrderLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutOfOrderLog.class);
  private static final String DIR_NAME = "wbl";

  private final LogEnvironment environment;
  private final FileOps files;
  private final Path dir;
  private final WalOptions options;
  private WalReplay.Result replayed = WalReplay.Result.EMPTY;
  private UnknownRefs unknownRefs = UnknownRefs.NONE;

  /** What the write-ahead log has and this one lacks. */
  private List<LogBatch> missing = List.of();

  private boolean isBegun;

  /**
   * @param dataDir in which the log is, or would be
   */
  OutOfOrderLog(LogEnvironment environment, Path dataDir, WalOptions options) {
    this.environment = environment;
    this.files = environment.files();
    this.dir = dataDir.resolve(DIR_NAME);
    this.options = options;
  }

  /** Whether there is one. */
  boolean exists() throws IOException {
    return files.isDirectory(dir);
  }

  /**
   * Gives the head what the log has, when the head has what the write-ahead log has, and what it
   * should have of that.
   *
   * @param walDir of the write-ahead log
   * @param logReplayed how the replay of that ended
   * @param threads that may read it, at least 1
   */
  void replay(HeadRestorer restorer, Path walDir, WalReplay.Result logReplayed, int threads)
      throws IOException {
    OutOfOrderRestorer outOfOrder = restorer.outOfOrder(logReplayed);
    boolean isThere = exists();
    if (isThere) {
      replayed =
          WalReplay.run(
              files,
              dir,
              outOfOrder,
              new ReplayProgress(),
              ReplayOptions.ALL.withKind(LogKind.OUT_OF_ORDER).withThreads(threads));
    }
    missing = LateRecords.read(files, walDir, restorer.missingLateBatches(), outOfOrder);
    if (!isThere && missing.isEmpty()) {
      return;
    }
    outOfOrder.finish();
    unknownRefs = outOfOrder.unknownRefs();
    LOG.info(
        "Log of samples out of order replayed, samples={} missing_batches={} duration={}ms",
        outOfOrder.samples(),
        missing.size(),
        Math.round(replayed.seconds() * 1_000));
    if (outOfOrder.unknownSeriesSamples() > 0) {
      LOG.warn(
          "Samples of unknown series in the log of samples out of order, count={}",
          outOfOrder.unknownSeriesSamples());
    }
  }

  /** What was left out because the write-ahead log has no series for it. */
  UnknownRefs unknownRefs() {
    return unknownRefs;
  }

  /** Makes the head take samples out of order, or no longer; it writes to the log what it takes. */
  synchronized void setWindow(Head head, long windowMs) throws IOException {
    boolean isNeeded = windowMs > 0 || exists() || !missing.isEmpty();
    if (!isBegun && isNeeded) {
      head.logOutOfOrderTo(begin());
      isBegun = true;
    }
    head.setOutOfOrderWindow(windowMs);
  }

  private WalWriter begin() throws IOException {
    files.createDirectories(dir);
    WalWriter log = new WalWriter(environment, dir, options, replayed);
    try {
      if (!missing.isEmpty()) {
        log.writeAll(missing);
      }
    } catch (IOException | RuntimeException | Error e) {
      try (log) {
        throw e;
      }
    }
    missing = List.of();
    return log;
  }
}
