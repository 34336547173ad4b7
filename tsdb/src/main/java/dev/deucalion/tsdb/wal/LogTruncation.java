package dev.deucalion.tsdb.wal;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of the old part of a log: its lower two thirds become a checkpoint and are deleted. One
 * runs at a time, while other threads write.
 */
final class LogTruncation {
  private static final Logger LOG = LoggerFactory.getLogger(LogTruncation.class);

  /** Nothing was let go of. */
  static final long NOTHING = -1;

  private final FileOps files;
  private final LogDirectory directory;
  private final WalOptions options;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by {@link #lock}. */
  private long created;

  private long creationsFailed;
  private long deletions;
  private long deletionsFailed;
  private long truncations;
  private long truncationsFailed;
  private final DurationRecorder durations = new DurationRecorder(System::nanoTime);
  private volatile CheckpointStats stats = CheckpointStats.NONE;
  private volatile LogHold hold = LogHold.NONE;

  LogTruncation(FileOps files, LogDirectory directory, WalOptions options) {
    this.files = files;
    this.directory = directory;
    this.options = options;
  }

  CheckpointStats stats() {
    return stats;
  }

  void hold(LogHold newHold) {
    hold = newHold;
  }

  /**
   * Makes a checkpoint of segments before one and deletes them.
   *
   * @param current the segment that was written when the truncation was asked for
   * @return the last segment that the checkpoint stands for, or {@link #NOTHING}
   */
  long truncate(long current, Supplier<NeededSeries> needed, long minTimeMs) throws IOException {
    lock.lock();
    long start = System.nanoTime();
    try {
      long last = lastToGo(current);
      if (last == NOTHING) {
        return NOTHING;
      }
      makeCheckpoint(last, needed.get(), minTimeMs);
      deleteSegments(last);
      deleteCheckpoints(last);
      durations.add(System.nanoTime() - start);
      LOG.info("Checkpoint of the write-ahead log made, last_segment={}", last);
      return last;
    } finally {
      publish();
      lock.unlock();
    }
  }

  private long lastToGo(long current) throws IOException {
    long covered = directory.lastCheckpoint();
    List<Long> segments = directory.segments();
    long first = current;
    for (long segment : segments) {
      if (segment > covered) {
        first = segment;
        break;
      }
    }
    long last = Math.min(first + (current - 1 - first) * 2 / 3, lastNotHeld(segments));
    return last <= first || last >= current ? NOTHING : last;
  }

  /** The last segment that nobody needs, or that there is no room for. */
  private long lastNotHeld(List<Long> segments) throws IOException {
    LogHold holding = hold;
    long last = holding.firstNeeded().getAsLong() - 1;
    long bytes = 0;
    for (int i = segments.size() - 1; i >= 0 && segments.get(i) > last; i--) {
      bytes += files.size(directory.segment(segments.get(i)));
      if (bytes > holding.maxBytes()) {
        return segments.get(i);
      }
    }
    return last;
  }

  private void makeCheckpoint(long last, NeededSeries needed, long minTimeMs) throws IOException {
    created++;
    try {
      // Its buffers grow with the longest record, so they are not kept for the next one.
      new Checkpoint(files, directory, options).write(last, needed, minTimeMs);
    } catch (IOException e) {
      creationsFailed++;
      throw e;
    }
  }

  /** Deletes segments; those that stay do no harm, as the checkpoint stands for them. */
  private void deleteSegments(long last) {
    truncations++;
    try {
      directory.deleteSegmentsBefore(last + 1);
    } catch (IOException e) {
      truncationsFailed++;
      LOG.error("Cannot delete segments that a checkpoint stands for, last={}", last, e);
    }
  }

  /** Deletes older checkpoints; those that stay do no harm. */
  private void deleteCheckpoints(long last) {
    deletions++;
    try {
      directory.deleteCheckpointsBefore(last);
    } catch (IOException e) {
      deletionsFailed++;
      LOG.error("Cannot delete older checkpoints, last={}", last, e);
    }
  }

  private void publish() {
    stats =
        new CheckpointStats(
            created,
            creationsFailed,
            deletions,
            deletionsFailed,
            truncations,
            truncationsFailed,
            durations.summary());
  }
}
