package dev.deucalion.tsdb;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadOptions;
import dev.deucalion.tsdb.head.HeadRestorer;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.head.UnknownRefs;
import dev.deucalion.tsdb.restart.RestartFile;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.ReplayOptions;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalReplay;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a head of what a data directory has: the files of full chunks, then the restart file if it
 * is good, then the log from where that ends, then the log of samples out of order.
 */
final class HeadStart implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(HeadStart.class);

  /** Where the log is in a data directory. */
  static final String WAL_NAME = "wal";

  private static final String HEAD_CHUNKS_NAME = "chunks_head";

  private final HeadOptions options;
  private final int maxExemplars;
  private final long minValidTimeMs;
  private final FileOps files;
  private final int threads;
  private final Path dir;
  private final Path chunkDir;
  private final Path walDir;
  private final OutOfOrderLog outOfOrderLog;
  private Head head;
  private HeadRestorer restorer;
  private int badRestartFiles;

  private HeadStart(
      HeadOptions options,
      int maxExemplars,
      long minValidTimeMs,
      TsdbEnvironment environment,
      Path dir,
      OutOfOrderLog outOfOrderLog)
      throws IOException {
    this.options = options;
    this.maxExemplars = maxExemplars;
    this.minValidTimeMs = minValidTimeMs;
    this.files = environment.files();
    this.threads = environment.startThreads();
    this.dir = dir;
    this.chunkDir = dir.resolve(HEAD_CHUNKS_NAME);
    this.walDir = dir.resolve(WAL_NAME);
    this.outOfOrderLog = outOfOrderLog;
    head = begin();
    restorer = head.restorer();
  }

  private Head begin() throws IOException {
    Head begun = Head.withChunkFiles(options, files, chunkDir);
    begun.setMinValidTimeMs(minValidTimeMs);
    begun.exemplars().resize(maxExemplars);
    return begun;
  }

  /**
   * What was made.
   *
   * @param head without a log
   * @param unknownRefs what of the log was left out
   * @param badRestartFiles 1 when there was a restart file that could not be used
   */
  record Result(
      Head head, WalReplay.Result replayed, UnknownRefs unknownRefs, int badRestartFiles) {}

  /**
   * Makes a head.
   *
   * @param maxExemplars how many exemplars are kept
   * @param minValidTimeMs samples in order before it are left out, as blocks have them
   * @param dir the data directory
   */
  static Result run(
      HeadOptions options,
      int maxExemplars,
      long minValidTimeMs,
      TsdbEnvironment environment,
      Path dir,
      OutOfOrderLog outOfOrderLog,
      ReplayProgress progress)
      throws IOException {
    HeadStart start =
        new HeadStart(options, maxExemplars, minValidTimeMs, environment, dir, outOfOrderLog);
    try {
      return start.run(progress);
    } catch (IOException | RuntimeException | Error e) {
      try (start) {
        throw e;
      }
    }
  }

  private Result run(ReplayProgress progress) throws IOException {
    restorer.begin(threads);
    LogPosition from = readRestartFile();
    ReplayOptions options = ReplayOptions.ALL.withFrom(from).withThreads(threads);
    WalReplay.Result replayed = WalReplay.run(files, walDir, restorer, progress, options);
    restorer.endLog();
    outOfOrderLog.replay(restorer, walDir, replayed, threads);
    restorer.finish(replayed.nextSegment() - 1);
    HeadStats stats = head.stats();
    LOG.info(
        "Write-ahead log replayed, series={} samples={} duration={}ms",
        stats.series(),
        stats.samplesAppended(),
        Math.round(replayed.seconds() * 1_000));
    if (restorer.unknownSeriesSamples() > 0) {
      LOG.warn("Samples of unknown series in the log, count={}", restorer.unknownSeriesSamples());
    }
    return new Result(head, replayed, restorer.unknownRefs(), badRestartFiles);
  }

  /** Reads the restart file, if there is a good one; says from where on to replay the log. */
  private LogPosition readRestartFile() throws IOException {
    if (!RestartFile.exists(files, dir)) {
      return LogPosition.BEGINNING;
    }
    try (RestartFile file = RestartFile.open(files, dir, walDir, restorer::chunkFilesGoOnAt)) {
      file.giveTo(restorer.image());
      LOG.info("Restart file read, series={}", head.stats().series());
      return file.start();
    } catch (IOException | InternalError e) {
      // Also one that cannot be read at all is only a shorter way to what the log has. The JVM says
      // by an InternalError that it met a fault in a mapping.
      LOG.warn(
          "Restart file is not used, the whole log is replayed, file={} {}",
          dir.resolve(RestartFile.NAME),
          e.getMessage());
      badRestartFiles++;
      RestartFile.delete(files, dir);
      startOver();
      return LogPosition.BEGINNING;
    }
  }

  /** The head may have got part of a restart file. */
  private void startOver() throws IOException {
    long corruptions = head.stats().chunkFiles().corruptions();
    head.close();
    head = begin();
    restorer = head.restorer();
    restorer.beginAgain(threads, corruptions);
  }

  @Override
  public void close() throws IOException {
    head.close();
  }
}
