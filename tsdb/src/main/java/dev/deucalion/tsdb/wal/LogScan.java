package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The records of a log from its last checkpoint on, one after the other, with nothing changed: what
 * follows a bad record in its segment is passed over. For one thread.
 */
public final class LogScan implements Closeable {
  private final FileOps files;

  /** Segments that were not begun yet. */
  private final Deque<Path> ahead = new ArrayDeque<>();

  private @Nullable SegmentDecoder segment;

  private boolean hadFault;

  /**
   * Looks which segments there are.
   *
   * @throws IOException when the directory cannot be read
   */
  public LogScan(FileOps files, Path dir) throws IOException {
    this.files = files;
    if (!files.isDirectory(dir)) {
      return;
    }
    LogDirectory log = new LogDirectory(files, dir);
    long covered = log.lastCheckpoint();
    if (covered >= 0) {
      addFrom(new LogDirectory(files, log.checkpoint(covered)), 0);
    }
    addFrom(log, covered + 1);
  }

  private void addFrom(LogDirectory in, long first) throws IOException {
    for (long number : in.segments()) {
      Path file = in.segment(number);
      if (number >= first && !files.isDirectory(file) && files.size(file) > 0) {
        ahead.add(file);
      }
    }
  }

  /**
   * The next record, good until the next call, or null at the end.
   *
   * @throws IOException when a segment cannot be read
   */
  public @Nullable DecodedRecord next() throws IOException {
    while (true) {
      SegmentDecoder open = segment;
      if (open == null) {
        Path file = ahead.poll();
        if (file == null) {
          return null;
        }
        segment = new SegmentDecoder(files, file, 0);
        continue;
      }
      DecodedRecord record = nextIn(open);
      if (record != null) {
        return record;
      }
      close();
    }
  }

  private @Nullable DecodedRecord nextIn(SegmentDecoder open) throws IOException {
    try {
      return open.next();
    } catch (WalCorruption e) {
      hadFault |= e.isFault();
      return null;
    }
  }

  /** Whether some was passed over as the disk did not give it, which it may another time. */
  public boolean hadFault() {
    return hadFault;
  }

  @Override
  public void close() {
    SegmentDecoder open = segment;
    if (open != null) {
      segment = null;
      open.close();
    }
  }
}
