package dev.deucalion.tsdb;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.restart.RestartFile;
import dev.deucalion.tsdb.wal.RecordLog;
import dev.deucalion.tsdb.wal.WalLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the restart file in a thread of its own, whenever the log has grown by a few times its
 * size, and once more at the end. So a replay after a kill is short, and writing it is a small part
 * of writing the log.
 */
final class RestartKeeper implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RestartKeeper.class);
  private static final long MIN_LOG_BYTES = 64L << 20;
  private static final int LOG_BYTES_PER_FILE_BYTE = 4;

  /** How often the log is looked at. */
  static final long LOOK_EVERY_MS = 5_000;

  /** Writes a file and says how many bytes it has. */
  @FunctionalInterface
  interface FileWriter {
    long write() throws IOException;
  }

  private final FileWriter writer;
  private final RecordLog log;
  private final FileOps files;
  private final Path dir;
  private final Path walDir;
  private final long lookEveryMs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stop = lock.newCondition();
  private final Thread thread;
  private final DurationRecorder durations = new DurationRecorder(System::nanoTime);
  private final LongAdder failures = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();
  private boolean stopping;

  /** Bytes that the log had got when a file was written last. */
  private long writtenAt;

  /** Segment from which on a replay follows the file. */
  private long writtenSegment;

  private long fileBytes;

  RestartKeeper(
      FileWriter writer, RecordLog log, FileOps files, Path dir, Path walDir, long lookEveryMs) {
    this.lookEveryMs = lookEveryMs;
    this.writer = writer;
    this.log = log;
    this.files = files;
    this.dir = dir;
    this.walDir = walDir;
    thread = Thread.ofPlatform().daemon().name("restart-file").start(this::run);
  }

  private void run() {
    while (!waitForStop()) {
      try {
        if (isDue()) {
          write();
        }
      } catch (OutOfMemoryError e) {
        // Could not even be looked at; the next look is soon.
      }
    }
  }

  private boolean isDue() {
    long grown = log.stats().bytesWritten() - writtenAt;
    return grown >= MIN_LOG_BYTES && isWorthAFile(grown, fileBytes)
        || fileBytes > 0 && !hasSegment(writtenSegment);
  }

  /** Whether the log has grown by a few times the size of the file that was written before. */
  static boolean isWorthAFile(long logBytes, long lastFileBytes) {
    return logBytes >= LOG_BYTES_PER_FILE_BYTE * lastFileBytes;
  }

  /** A file from whose position the log cannot be replayed any more is of no use. */
  private boolean hasSegment(long segment) {
    try {
      return files.list(walDir).contains(WalLayout.segmentName(segment));
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  private boolean waitForStop() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(lookEveryMs);
      while (left > 0 && !stopping) {
        left = stop.awaitNanos(left);
      }
      return stopping;
    } catch (InterruptedException e) {
      // Nobody else knows this thread.
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Writes the file; a failure is one of the next start's speed only. */
  synchronized void write() {
    writtenAt = log.stats().bytesWritten();
    writtenSegment = log.segment();
    long startNanos = System.nanoTime();
    try {
      fileBytes = writer.write();
      durations.add(System.nanoTime() - startNanos);
      bytesWritten.add(fileBytes);
    } catch (IOException | RuntimeException | Error e) {
      failures.increment();
      fileBytes = 0;
      goWithout(e);
    }
  }

  private void goWithout(Throwable failure) {
    try {
      LOG.warn("Cannot write the restart file, the next start will be slower", failure);
      delete();
    } catch (OutOfMemoryError e) {
      // What is there stays; the next start finds out what it is worth.
    }
  }

  private void delete() {
    try {
      RestartFile.delete(files, dir);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot delete the restart file", e);
    }
  }

  /** Counters now; for any thread. */
  RestartFileStats stats() {
    return new RestartFileStats(durations.summary(), failures.sum(), bytesWritten.sum());
  }

  /** Ends the thread and writes the file for the next start; once. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (stopping) {
        return;
      }
      stopping = true;
      stop.signal();
    } finally {
      lock.unlock();
    }
    Waiting.untilEnded(thread);
    boolean interrupted = Thread.interrupted();
    write();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
