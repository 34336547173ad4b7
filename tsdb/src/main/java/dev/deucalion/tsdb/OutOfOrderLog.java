package dev.deucalion.tsdb;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadRestorer;
import dev.deucalion.tsdb.head.OutOfOrderRestorer;
import dev.deucalion.tsdb.head.UnknownRefs;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalReplay;
import dev.deucalion.tsdb.wal.WalWriter;
import java.io.IOException;
import java.nio.file.Path;
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

  private final FileOps files;
  private final Path dir;
  private final WalOptions options;
  private WalReplay.Result replayed = new WalReplay.Result(0, 0, 0);
  private UnknownRefs unknownRefs = UnknownRefs.NONE;
  private boolean isBegun;

  /**
   * @param dataDir in which the log is, or would be
   */
  OutOfOrderLog(FileOps files, Path dataDir, WalOptions options) {
    this.files = files;
    this.dir = dataDir.resolve(DIR_NAME);
    this.options = options;
  }

  /**
   * Gives the head what the log has, when the head has what the write-ahead log has.
   *
   * @param threads that may read it, at least 1
   */
  void replay(HeadRestorer restorer, int threads) throws IOException {
    if (!files.isDirectory(dir)) {
      return;
    }
    OutOfOrderRestorer outOfOrder = restorer.outOfOrder();
    replayed =
        WalReplay.run(files, dir, outOfOrder, new ReplayProgress(), LogPosition.BEGINNING, threads);
    outOfOrder.finish();
    unknownRefs = outOfOrder.unknownRefs();
    LOG.info(
        "Log of samples out of order replayed, samples={} duration={}ms",
        outOfOrder.samples(),
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
    if (!isBegun && (windowMs > 0 || files.isDirectory(dir))) {
      files.createDirectories(dir);
      head.logOutOfOrderTo(new WalWriter(files, dir, options, replayed));
      isBegun = true;
    }
    head.setOutOfOrderWindow(windowMs);
  }
}
