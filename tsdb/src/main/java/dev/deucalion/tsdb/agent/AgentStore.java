package dev.deucalion.tsdb.agent;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Ticker;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.batch.BatchWriter;
import dev.deucalion.tsdb.batch.CommitQueue;
import dev.deucalion.tsdb.batch.SpareBatches;
import dev.deucalion.tsdb.file.Closing;
import dev.deucalion.tsdb.file.DirectoryLock;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.StartKind;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.ref.DepartedRefs;
import dev.deucalion.tsdb.wal.LogEnvironment;
import dev.deucalion.tsdb.wal.NeededSeries;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.TailedLog;
import dev.deucalion.tsdb.wal.WalReplay;
import dev.deucalion.tsdb.wal.WalWriter;
import dev.deucalion.tsdb.wal.WriteState;
import dev.deucalion.tsdb.wal.WriteStates;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that only writes a log, for what reads it and sends it on. Safe for use by many threads.
 *
 * <p>Lock order: the commit lock, then the catalog's own. A batch is checked while it is filled and
 * encoded without a lock; under the commit lock it is written to the log and its times are noted.
 * Series go under the commit lock too, a stretch of ids at a time; a batch that names one which
 * went meanwhile makes it anew when it is committed.
 */
public final class AgentStore implements Appendable, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentStore.class);
  private static final String WAL_NAME = "wal";

  /** Ids looked at in one hold of the lock. */
  private static final int STRETCH = 2048;

  /**
   * What the store needs of the rest of the program.
   *
   * @param hashSeed of label sets, so that nobody outside can make them collide
   * @param sentMs time in ms up to which samples have got everywhere that they are sent to, 0 where
   *     they are sent nowhere; asked for at each truncation
   */
  public record Surroundings(Clock clock, FileOps files, long hashSeed, LongSupplier sentMs) {}

  private final AgentOptions options;
  private final Surroundings around;
  private final AgentSeries series;
  private final DepartedRefs departed;
  private final WalWriter log;
  private final WriteStates writeStates;
  private final DirectoryLock directoryLock;
  private final BatchWriter writer;
  private final SpareBatches spareBatches = new SpareBatches();
  private final ReentrantLock commitLock = new ReentrantLock();
  private final CommitQueue commits = new CommitQueue(commitLock, new GroupCommitter());
  private final LongAdder outOfOrder = new LongAdder();
  private final DurationRecorder truncations = new DurationRecorder(System::nanoTime);
  private final TruncationSchedule schedule;
  private volatile long outOfOrderWindowMs;
  private volatile boolean closed;

  /** Written under the commit lock. */
  private volatile Appended appended = new Appended(0, 0, 0, 0);

  /** Samples and exemplars so far, and the newest time of a sample. */
  private record Appended(long floats, long histograms, long exemplars, long newestMs) {
    Appended plus(Batch batch) {
      int histogramCount = 0;
      long batchNewestMs = newestMs;
      for (int i = 0; i < batch.count(); i++) {
        histogramCount += batch.histogram(i) == null ? 0 : 1;
        batchNewestMs = Math.max(batchNewestMs, batch.timeMs(i));
      }
      return new Appended(
          floats + batch.count() - histogramCount,
          histograms + histogramCount,
          exemplars + batch.exemplars().size(),
          batchNewestMs);
    }
  }

  private AgentStore(
      AgentOptions options,
      Surroundings around,
      AgentSeries series,
      DepartedRefs departed,
      WalWriter log,
      WriteStates writeStates,
      DirectoryLock directoryLock) {
    this.options = options;
    this.around = around;
    this.series = series;
    this.departed = departed;
    this.log = log;
    this.writeStates = writeStates;
    this.directoryLock = directoryLock;
    writer = new BatchWriter(series.catalog());
    schedule = TruncationSchedule.start(options.truncateEveryMs(), this::truncate);
  }

  /**
   * Opens the store in a directory, which is made where missing, and replays its log.
   *
   * @param progress is told how far the replay is, and can cancel it
   * @throws java.io.InterruptedIOException when the replay was cancelled
   * @throws IOException when the directory cannot be used, or another process holds it
   */
  public static AgentStore open(
      Path dir, AgentOptions options, Surroundings around, ReplayProgress progress)
      throws IOException {
    FileOps files = around.files();
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
      AgentSeries series = new AgentSeries(around.hashSeed());
      DepartedRefs departed = new DepartedRefs();
      AgentRestorer restorer = new AgentRestorer(series);
      Path walDir = walDir(dir);
      WalReplay.Result replayed = WalReplay.run(files, walDir, restorer, progress);
      long unknown = restorer.finish(replayed.nextSegment() - 1, departed);
      if (unknown > 0) {
        LOG.warn("Samples of unknown series in the log, count={}", unknown);
      }
      LogEnvironment logs = new LogEnvironment(files, Ticker.SYSTEM);
      WalWriter log = new WalWriter(logs, walDir, options.wal(), replayed);
      opened.push(log);
      return new AgentStore(options, around, series, departed, log, logs.states(), directoryLock);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, opened);
      throw e;
    }
  }

  /** Where the log of a data directory is. */
  public static Path walDir(Path dir) {
    return dir.resolve(WAL_NAME);
  }

  @Override
  public Appender appender() {
    checkOpen();
    return new AgentAppender(this, spareBatches.take(), outOfOrderWindowMs);
  }

  /**
   * Takes samples that are so much older than the newest one of their series from now on.
   *
   * @param windowMs milliseconds; 0 for none
   */
  public void setOutOfOrderWindow(long windowMs) {
    outOfOrderWindowMs = windowMs;
  }

  AgentSeries series() {
    return series;
  }

  void countOutOfOrder() {
    outOfOrder.increment();
  }

  void giveBack(Batch batch) {
    spareBatches.giveBack(batch);
  }

  void commit(Batch batch) throws IOException {
    batch.encode(series.catalog(), log);
    commits.commit(batch);
  }

  /** Commits groups of batches, under the commit lock. */
  private final class GroupCommitter implements CommitQueue.Committer {
    @Override
    public boolean mayJoin(List<Batch> group, Batch next) {
      return true;
    }

    @Override
    public void commit(List<Batch> group) throws IOException {
      checkOpen();
      for (Batch batch : group) {
        if (batch.droppedSeries() != series.dropped()) {
          revive(batch);
        }
      }
      writer.write(group, log);
      group.forEach(AgentStore.this::note);
    }
  }

  /** Makes series anew that were dropped while a batch named them. */
  private void revive(Batch batch) {
    LabelHasher hasher = series.newHasher();
    SeriesCatalog catalog = series.catalog();
    batch.replaceIds(id -> {
      if (catalog.exists(id)) {
        return id;
      }
      Labels labels = catalog.labels(id);
      return catalog.id(series.findOrCreate(labels, hasher));
    });
    batch.noteNew(catalog);
    batch.encode(catalog, log);
  }

  private void note(Batch batch) {
    for (int i = 0; i < batch.count(); i++) {
      if (!series.noteSample(batch.id(i), batch.timeMs(i)) && outOfOrderWindowMs == 0) {
        outOfOrder.increment();
      }
    }
    for (Batch.SeriesExemplar each : batch.exemplars()) {
      series.noteExemplar(each.id(), each.exemplar());
    }
    for (Batch.Described what : batch.metadata()) {
      series.noteMetadata(what.id(), what.metadata());
    }
    Appended now = appended.plus(batch);
    appended = now;
  }

  /**
   * Lets go of series that get no samples any more, and of the older part of the log. What has not
   * been sent stays, up to the greatest age. A thread of the store does so now and then.
   *
   * @throws IOException when the checkpoint could not be written; then the log is as it was
   */
  public void truncate() throws IOException {
    long startNanos = System.nanoTime();
    long sentMs = Math.max(0, around.sentMs().getAsLong() - options.minAgeMs());
    long minTimeMs = Math.max(sentMs, around.clock().nowMs() - options.maxAgeMs());
    for (int from = 0; from < series.catalog().idBound(); from += STRETCH) {
      dropSeries(from, minTimeMs);
    }
    commitLock.lock();
    try {
      series.reclaim();
    } finally {
      commitLock.unlock();
    }
    long lastSegment = log.truncate(this::neededRefs, minTimeMs);
    if (lastSegment >= 0) {
      departed.forget(lastSegment);
      truncations.add(System.nanoTime() - startNanos);
    }
  }

  private void dropSeries(int from, long minTimeMs) {
    SeriesCatalog catalog = series.catalog();
    int[] dead = new int[STRETCH];
    int count = 0;
    commitLock.lock();
    try {
      long segment = log.segment();
      for (int id = from; id < Math.min(from + STRETCH, catalog.idBound()); id++) {
        if (catalog.exists(id) && series.lastMs(id) < minTimeMs) {
          departed.add(catalog.logRef(id), segment);
          dead[count++] = id;
        }
      }
      series.drop(dead, count);
    } finally {
      commitLock.unlock();
    }
  }

  /** Which refs of the log have to stay known. */
  private NeededSeries neededRefs() {
    long[] live = series.catalog().logRefs();
    Arrays.sort(live);
    return (ref, lastSegment) ->
        Arrays.binarySearch(live, ref) >= 0 || departed.isNamedAfter(ref, lastSegment);
  }

  /**
   * Has somebody told whether batches are taken, now and whenever that changes; there is one such
   * listener. It is called while a batch is written, so it must be quick.
   */
  public void onStateChange(Consumer<WriteState> listener) {
    writeStates.onChange(listener);
  }

  /** The log, for reading it while it is written. */
  public TailedLog tailedLog() {
    return log;
  }

  /** Counters and gauges now. */
  public AgentStats stats() {
    Appended now = appended;
    return new AgentStats(
        series.catalog().count(),
        departed.count(),
        now.floats(),
        now.histograms(),
        now.exemplars(),
        now.newestMs(),
        outOfOrder.sum(),
        truncations.summary(),
        log.stats(),
        directoryLock.start());
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  /** Syncs the log and lets go of all files. Closing twice does no harm. */
  @Override
  public void close() throws IOException {
    schedule.stop();
    commitLock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try (directoryLock) {
        log.close();
      }
    } finally {
      commitLock.unlock();
    }
  }
}
