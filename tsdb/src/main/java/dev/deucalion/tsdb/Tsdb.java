package dev.deucalion.tsdb;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.ExemplarQueryable;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.DiskUpkeep;
import dev.deucalion.tsdb.compact.MemoryUpkeep;
import dev.deucalion.tsdb.compact.StoredBlocks;
import dev.deucalion.tsdb.compact.Upkeep;
import dev.deucalion.tsdb.file.Closing;
import dev.deucalion.tsdb.file.DirectoryLock;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.StartKind;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadOptions;
import dev.deucalion.tsdb.merge.MergedQuerier;
import dev.deucalion.tsdb.wal.LogEnvironment;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordLog;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.TailedLog;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalStats;
import dev.deucalion.tsdb.wal.WalWriter;
import dev.deucalion.tsdb.wal.WriteState;
import dev.deucalion.tsdb.wal.WriteStates;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time-series database, on disk or in memory. Safe for use by many threads.
 *
 * <pre>{@code
 * try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
 *   try (Appender batch = tsdb.appender()) {
 *     batch.append(batch.seriesRef(Labels.of("__name__", "up")), timeMs, 1);
 *     batch.commit();
 *   }
 * }
 * }</pre>
 */
public final class Tsdb implements Appendable, Queryable, ExemplarQueryable, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Tsdb.class);

  private final Head head;
  private final RecordLog log;
  private final WriteStates writeStates;
  private final Upkeep upkeep;
  private final OutOfOrderWindow outOfOrderWindow;
  private final StartStats start;
  private final @Nullable RestartKeeper restartKeeper;
  private final Closeable directoryLock;

  /** How the window of samples out of order is changed. */
  @FunctionalInterface
  private interface OutOfOrderWindow {
    void set(long windowMs) throws IOException;
  }

  private Tsdb(
      Head head,
      RecordLog log,
      WriteStates writeStates,
      Upkeep upkeep,
      OutOfOrderWindow outOfOrderWindow,
      StartStats start,
      @Nullable RestartKeeper restartKeeper,
      Closeable directoryLock) {
    this.head = head;
    this.log = log;
    this.writeStates = writeStates;
    this.upkeep = upkeep;
    this.outOfOrderWindow = outOfOrderWindow;
    this.start = start;
    this.restartKeeper = restartKeeper;
    this.directoryLock = directoryLock;
  }

  /** {@link #open(Path, TsdbOptions, TsdbEnvironment)} in the environment of the process. */
  public static Tsdb open(Path dir, TsdbOptions options) throws IOException {
    return open(dir, options, TsdbEnvironment.SYSTEM);
  }

  /**
   * Opens the store in a directory, which is made where missing, and replays its log.
   *
   * @throws IOException when the directory cannot be used, or another process holds it
   */
  public static Tsdb open(Path dir, TsdbOptions options, TsdbEnvironment environment)
      throws IOException {
    return open(dir, options, environment, new ReplayProgress());
  }

  /**
   * {@link #open(Path, TsdbOptions, TsdbEnvironment)}, watched from outside.
   *
   * @param progress is told how far the replay is, and can cancel it
   * @throws java.io.InterruptedIOException when the replay was cancelled
   * @throws IOException when the directory cannot be used, or another process holds it
   */
  public static Tsdb open(
      Path dir, TsdbOptions options, TsdbEnvironment environment, ReplayProgress progress)
      throws IOException {
    FileOps files = environment.files();
    files.createDirectories(dir);
    DirectoryLock directoryLock =
        switch (options.lockFile()) {
          case NONE -> DirectoryLock.NONE;
          case HELD -> DirectoryLock.take(files, dir);
        };
    // What is open so far, the last first: all of it is closed when the rest fails.
    Deque<Closeable> opened = new ArrayDeque<>(List.of(directoryLock));
    try {
      if (directoryLock.start() == StartKind.UNCLEAN) {
        LOG.warn("A lockfile from a previous execution already existed. It was replaced");
      }
      StoredBlocks blocks = StoredBlocks.open(files, dir, options.reloadable().retention());
      opened.push(blocks);
      Path walDir = dir.resolve(HeadStart.WAL_NAME);
      ReloadableOptions reloadable = options.reloadable();
      LogEnvironment logs = new LogEnvironment(files, environment.ticker());
      OutOfOrderLog outOfOrderLog = new OutOfOrderLog(logs, dir, walOptions(options));
      long foundEndMs =
          InOrderEnd.find(files, walDir, blocks, outOfOrderLog.exists(), options.chunkRangeMs());
      long blocksEndMs = Math.max(foundEndMs, InOrderEnd.noted(files, walDir));
      HeadStart.Result started =
          HeadStart.run(
              headOptions(options, environment.random()),
              reloadable.maxExemplars(),
              blocksEndMs,
              environment,
              dir,
              outOfOrderLog,
              progress);
      Head head = started.head();
      opened.push(head);
      RecordLog log = new WalWriter(logs, walDir, walOptions(options), started.replayed());
      head.logTo(log);
      head.dropEmpty();
      OutOfOrderWindow window = windowMs -> outOfOrderLog.setWindow(head, windowMs);
      window.set(reloadable.outOfOrderWindowMs());
      leaveToBlocks(head, blocksEndMs);
      DiskUpkeep upkeep = upkeep(dir, options, environment, head, blocks, log);
      opened.push(upkeep);
      upkeep.compactStaleFrom(reloadable.staleSeriesThreshold());
      RestartKeeper keeper =
          new RestartKeeper(
              () -> head.writeImage(files, dir, walDir),
              log,
              files,
              dir,
              walDir,
              RestartKeeper.LOOK_EVERY_MS);
      opened.push(keeper);
      StartStats found =
          new StartStats(
              directoryLock.start(),
              started.unknownRefs(),
              outOfOrderLog.unknownRefs(),
              started.badRestartFiles());
      if (options.compaction().schedule() == CompactionOptions.Schedule.AUTOMATIC) {
        upkeep.start();
      }
      return new Tsdb(head, log, logs.states(), upkeep, window, found, keeper, directoryLock);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, opened);
      throw e;
    }
  }

  /** The log may go further back than the newest block: what that has, the head need not have. */
  private static void leaveToBlocks(Head head, long blocksEndMs) throws IOException {
    head.setMinValidTimeMs(blocksEndMs);
    if (head.minTimeMs() < blocksEndMs) {
      head.truncate(blocksEndMs);
    }
  }

  private static DiskUpkeep upkeep(
      Path dir,
      TsdbOptions options,
      TsdbEnvironment environment,
      Head head,
      StoredBlocks blocks,
      RecordLog log) {
    blocks.count(() -> {
      long lateBytes = head.outOfOrderLogStats().map(WalStats::sizeBytes).orElse(0L);
      return log.stats().sizeBytes() + lateBytes + head.chunkFileBytes();
    });
    return new DiskUpkeep(
        environment.files(),
        dir,
        environment.clock(),
        environment.random(),
        head,
        blocks,
        options.chunkRangeMs(),
        options.compaction());
  }

  private static WalOptions walOptions(TsdbOptions options) {
    Compression compression =
        switch (options.walCompression()) {
          case NONE -> Compression.NONE;
          case SNAPPY -> Compression.SNAPPY;
          case ZSTD -> Compression.ZSTD;
        };
    return new WalOptions(options.walSegmentBytes(), compression, options.walSyncDelayMs());
  }

  /** A store without files or threads, gone when it is closed. */
  public static Tsdb inMemory(TsdbOptions options) {
    return inMemory(options, TsdbEnvironment.SYSTEM.random());
  }

  /**
   * A store without files or threads, gone when it is closed.
   *
   * @param random seeds hashes; one that can be guessed does for samples of one's own
   */
  public static Tsdb inMemory(TsdbOptions options, RandomGenerator random) {
    Head head = Head.inMemory(headOptions(options, random));
    head.exemplars().resize(options.reloadable().maxExemplars());
    head.setOutOfOrderWindow(options.reloadable().outOfOrderWindowMs());
    Upkeep upkeep =
        new MemoryUpkeep(head, options.chunkRangeMs(), options.reloadable().retention());
    OutOfOrderWindow window = head::setOutOfOrderWindow;
    return new Tsdb(
        head,
        RecordLog.NONE,
        new WriteStates(),
        upkeep,
        window,
        StartStats.NONE,
        null,
        DirectoryLock.NONE);
  }

  private static HeadOptions headOptions(TsdbOptions options, RandomGenerator random) {
    return new HeadOptions(options.chunkRangeMs(), options.samplesPerChunk(), random.nextLong());
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
    return new MergedQuerier(
        head.querier(minTimeMs, maxTimeMs), upkeep.blockSamples(), minTimeMs, maxTimeMs);
  }

  /** Does at once what a thread of the store does now and then; see {@link Upkeep#compact}. */
  public void compact() throws IOException {
    upkeep.compact();
  }

  /** Moves series that ended into blocks when they are many; see {@link Upkeep#compactStale}. */
  public void compactStale() throws IOException {
    upkeep.compactStale();
  }

  /** Deletes samples; see {@link Upkeep#delete}. */
  public void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException {
    upkeep.delete(minTimeMs, maxTimeMs, matchers);
  }

  /** Takes what was deleted out of the files; see {@link Upkeep#cleanTombstones}. */
  public void cleanTombstones() throws IOException {
    upkeep.cleanTombstones();
  }

  /** Copies the store as blocks; see {@link Upkeep#snapshot}. */
  public void snapshot(Path into, boolean withHead) throws IOException {
    upkeep.snapshot(into, withHead);
  }

  /** The blocks on disk, by their beginnings. */
  public List<BlockMeta> blocks() {
    return upkeep.blocks();
  }

  /** Changes settings while the store is open. */
  public void apply(ReloadableOptions options) {
    upkeep.limit(options.retention());
    upkeep.compactStaleFrom(options.staleSeriesThreshold());
    head.exemplars().resize(options.maxExemplars());
    try {
      outOfOrderWindow.set(options.outOfOrderWindowMs());
    } catch (IOException e) {
      LOG.error("Cannot begin the log of samples out of order, the window stays as it was", e);
    }
  }

  @Override
  public List<SeriesExemplars> exemplars(
      long minTimeMs, long maxTimeMs, List<List<Matcher>> matchers) {
    return head.exemplars().exemplars(minTimeMs, maxTimeMs, matchers);
  }

  /**
   * Has somebody told whether batches are taken, now and whenever that changes; there is one such
   * listener. It is called while a batch is written, so it must be quick.
   */
  public void onStateChange(Consumer<WriteState> listener) {
    writeStates.onChange(listener);
  }

  /** The log, for reading it while it is written; a store in memory has none. */
  public Optional<TailedLog> tailedLog() {
    return log instanceof TailedLog tailed ? Optional.of(tailed) : Optional.empty();
  }

  /** Counters and gauges now. */
  public TsdbStats stats() {
    RestartFileStats restartFile =
        restartKeeper == null ? RestartFileStats.NONE : restartKeeper.stats();
    return new TsdbStats(
        writeStates.worst(),
        head.stats(),
        log.stats(),
        head.outOfOrderLogStats(),
        upkeep.stats(),
        start,
        restartFile);
  }

  /** Syncs the log and lets go of all files. Closing twice does no harm. */
  @Override
  public void close() throws IOException {
    try (directoryLock;
        head;
        restartKeeper) {
      upkeep.close();
    }
  }
}
