package dev.deucalion.tsdb.wal;

import dev.deucalion.model.time.Ticker;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to the log. Always starts a segment of its own, so it never writes behind bytes
 * that somebody else left.
 *
 * <p>The records of a batch are laid out in memory and written in one call. When that fails, the
 * segment is cut back to where it ended before; until that has succeeded nothing more is written.
 */
public final class WalWriter implements RecordLog, TailedLog {
  private static final Logger LOG = LoggerFactory.getLogger(WalWriter.class);

  /** Bytes for which a sync is not waited for, as they are kept in memory until then. */
  private static final int MAX_UNSYNCED_BYTES = 16 << 20;

  private static final long NOTHING_HIDDEN = Long.MAX_VALUE;

  private final FileOps files;
  private final LogDirectory directory;
  private final WalOptions options;
  private final WalReplay.Result replayed;
  private final WalSyncer syncer;
  private final DiskGuard guard;
  private final LogTruncation truncation;

  /** Guards the open segment. */
  private final ReentrantLock lock = new ReentrantLock();

  private final BatchLayout layout;
  private OpenSegment segment;

  /** Where the last write begins in the open segment. */
  private long lastWriteOffset;

  /** From where on readers do not see the open segment yet. */
  private long hiddenFrom = NOTHING_HIDDEN;

  private boolean closed;
  private long pageFlushes;
  private long fragments;
  private long fragmentBytes;
  private long savedBytes;
  private final AtomicLong currentSegment = new AtomicLong();
  private final AtomicLong sizeBytes = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicLong writesFailed = new AtomicLong();

  /**
   * Begins a segment after those that were replayed.
   *
   * @param dir exists
   */
  public WalWriter(FileOps files, Path dir, WalOptions options, WalReplay.Result replayed)
      throws IOException {
    this(new LogEnvironment(files, Ticker.SYSTEM), dir, options, replayed);
  }

  /**
   * Begins a segment after those that were replayed.
   *
   * @param dir exists
   */
  public WalWriter(
      LogEnvironment environment, Path dir, WalOptions options, WalReplay.Result replayed)
      throws IOException {
    this.files = environment.files();
    this.directory = new LogDirectory(files, dir);
    this.options = options;
    this.replayed = replayed;
    this.layout = new BatchLayout(options.owner());
    this.truncation = new LogTruncation(files, directory, options);
    directory.deleteUnfinished();
    sizeBytes.set(directory.bytes());
    syncLastSegment();
    this.segment = OpenSegment.begin(files, directory, replayed.nextSegment());
    currentSegment.set(segment.number());
    this.syncer = startSyncer(options.syncDelayMs(), environment.ticker(), segment);
    // Last, since a log that cannot begin must not count among those that are written.
    this.guard = environment.states().guard(files, dir);
  }

  /** Starts what syncs, or lets go of the segment. */
  private static WalSyncer startSyncer(long delayMs, Ticker ticker, OpenSegment segment)
      throws IOException {
    try {
      return new WalSyncer(delayMs, ticker);
    } catch (OutOfMemoryError e) {
      // There was no room for one more thread.
      segment.close();
      throw e;
    }
  }

  /**
   * Whoever wrote the last segment may have been killed before it was synced; it was replayed and
   * counts, and a loss of power must not tear it with another one behind it.
   */
  private void syncLastSegment() throws IOException {
    List<Long> segments = directory.segments();
    if (!segments.isEmpty() && !files.isDirectory(directory.segment(segments.getLast()))) {
      try (WritableFile last = files.openForWriting(directory.segment(segments.getLast()))) {
        last.sync();
      }
    }
  }

  @Override
  public Compression compression() {
    return options.compression();
  }

  @Override
  public LogOwner owner() {
    return options.owner();
  }

  @Override
  public boolean keepsRecords() {
    return true;
  }

  @Override
  public void writeAll(List<LogBatch> batches) throws IOException {
    long mostBytes = BatchLayout.mostBytes(batches);
    lock.lock();
    try {
      checkOpen();
      write(batches, mostBytes);
    } finally {
      lock.unlock();
    }
  }

  private void write(List<LogBatch> batches, long mostBytes) throws IOException {
    try {
      guard.checkRoom(mostBytes);
      segment.cutBack();
      if (segment.offset() > 0 && segment.offset() + mostBytes > options.segmentBytes()) {
        nextSegment();
      }
      lastWriteOffset = segment.offset();
      append(layout.layOut(batches, segment.number(), lastWriteOffset));
      for (int i = 0; i < batches.size(); i++) {
        note(batches.get(i));
      }
      guard.succeeded();
    } catch (IOException e) {
      writesFailed.incrementAndGet();
      tryCutBack();
      throw guard.failed(e, mostBytes);
    }
  }

  private void note(LogBatch batch) {
    List<RecordBuffer> records = batch.records();
    for (int i = 0; i < records.size(); i++) {
      savedBytes += records.get(i).savedBytes();
    }
    if (batch.lateRecords() > 0) {
      hiddenFrom = lastWriteOffset;
    }
  }

  @Override
  public void settle() {
    lock.lock();
    try {
      hiddenFrom = NOTHING_HIDDEN;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void takeBack() throws IOException {
    lock.lock();
    try {
      hiddenFrom = NOTHING_HIDDEN;
      sizeBytes.addAndGet(lastWriteOffset - segment.offset());
      segment.takeBack(lastWriteOffset);
      cutBackAndSync();
    } finally {
      lock.unlock();
    }
  }

  private void append(PageLayout pages) throws IOException {
    if (segment.unsyncedBytes() > MAX_UNSYNCED_BYTES) {
      segment.sync();
    }
    segment.write(pages.bytes(), pages.length());
    syncer.written(segment);
    segment.accept(pages.bytes(), pages.length());
    syncer.accepted(segment);
    bytesWritten.addAndGet(pages.length());
    pageFlushes += pages.pages();
    fragments += pages.fragments();
    fragmentBytes += pages.fragmentBytes();
    sizeBytes.addAndGet(pages.length());
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the write-ahead log is closed");
    }
  }

  @Override
  public LogPosition position() {
    lock.lock();
    try {
      return new LogPosition(segment.number(), segment.offset());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public LogPosition end() {
    lock.lock();
    try {
      return new LogPosition(segment.number(), Math.min(segment.offset(), hiddenFrom));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sync() throws IOException {
    openSegment().sync();
  }

  /** What is open now; those before are synced. */
  private OpenSegment openSegment() {
    lock.lock();
    try {
      return segment;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public LogTail tail(LogPosition from) {
    return new LogTail(files, directory, this::end, from);
  }

  @Override
  public void hold(LogHold hold) {
    truncation.hold(hold);
  }

  /**
   * Cuts off what a refused batch left, also on the disk: a loss of power must not bring it back.
   */
  private void cutBackAndSync() throws IOException {
    if (segment.cutBack()) {
      segment.sync();
    }
  }

  private void tryCutBack() {
    try {
      cutBackAndSync();
    } catch (IOException e) {
      LOG.warn("Cannot cut back the log yet, file={}", directory.segment(segment.number()), e);
    }
  }

  /**
   * Ends the segment and begins the next one, when all of this one is on the disk: a loss of power
   * leaves no later segment behind one that it tore.
   */
  private void nextSegment() throws IOException {
    OpenSegment complete = segment;
    long end = complete.offset();
    try {
      padPage();
      complete.sync();
      segment = OpenSegment.begin(files, directory, complete.number() + 1);
    } catch (IOException e) {
      takePaddingBack(end);
      throw e;
    }
    currentSegment.set(segment.number());
    syncer.completed(complete);
  }

  /** This segment goes on, and records behind padding would be behind a hole. */
  private void takePaddingBack(long end) {
    if (segment.offset() > end) {
      sizeBytes.addAndGet(end - segment.offset());
      segment.takeBack(end);
    }
  }

  private void padPage() throws IOException {
    PageLayout padding = layout.layOutPadding(segment.offset());
    if (padding.length() > 0) {
      append(padding);
    }
  }

  @Override
  public long segment() {
    return currentSegment.get();
  }

  @Override
  public long cut() throws IOException {
    lock.lock();
    try {
      checkOpen();
      segment.cutBack();
      if (segment.offset() > 0) {
        nextSegment();
      }
      return segment.number();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long truncate(Supplier<NeededSeries> needed, long minTimeMs) throws IOException {
    long written = segment();
    cut();
    long last = truncation.truncate(written, needed, minTimeMs);
    if (last >= 0) {
      weigh();
    }
    return last;
  }

  private void weigh() throws IOException {
    lock.lock();
    try {
      sizeBytes.set(directory.bytes());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void deleteBefore(long firstKept) throws IOException {
    sizeBytes.addAndGet(-directory.deleteSegmentsBefore(Math.min(firstKept, segment())));
    // Otherwise a loss of power may bring them back.
    files.syncDirectory(directory.path());
  }

  private WalStats.Volume volume() {
    lock.lock();
    try {
      return new WalStats.Volume(
          pageFlushes, fragments, fragmentBytes, savedBytes, options.compression());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public WalStats stats() {
    return new WalStats(
        currentSegment.get(),
        replayed.corruptions(),
        writesFailed.get(),
        bytesWritten.get(),
        bytesWritten.get() / WalLayout.PAGE_BYTES,
        volume(),
        syncer.syncs(),
        syncer.failed(),
        sizeBytes.get(),
        replayed.seconds(),
        truncation.stats(),
        guard.state());
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      syncer.stop();
      try (OpenSegment closing = segment) {
        segment.cutBack();
        padPage();
        closing.sync();
      }
    } finally {
      lock.unlock();
    }
  }
}
