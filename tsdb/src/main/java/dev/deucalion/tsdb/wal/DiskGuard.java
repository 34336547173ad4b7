package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a log can be written. While the disk is full, batches are refused without touching
 * files, until the file system says that there is room for the next one. For one thread at a time,
 * but for {@link #state}.
 */
final class DiskGuard {
  private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);

  /** Room that is asked for beyond the batch itself, so that it is not used up at once. */
  private static final long SPARE_BYTES = 64 << 10;

  /** What operating systems call a disk or a quota that is full. */
  private static final List<String> FULL_TEXTS =
      List.of("no space left", "quota exceeded", "not enough space", "disk full", "disc quota");

  private final FileOps files;
  private final Path dir;
  private final WriteStates states;
  private volatile WriteState state = WriteState.WRITABLE;

  /**
   * @param states is told of changes
   */
  DiskGuard(FileOps files, Path dir, WriteStates states) {
    this.files = files;
    this.dir = dir;
    this.states = states;
  }

  WriteState state() {
    return state;
  }

  private void change(WriteState next) {
    state = next;
    states.changed();
  }

  /**
   * Says whether to try a write.
   *
   * @param bytes that it may take
   * @throws DiskFullException when there was no room and is none yet
   */
  void checkRoom(long bytes) throws IOException {
    if (state == WriteState.DISK_FULL) {
      long free = files.space(dir).usableBytes();
      if (free < bytes + SPARE_BYTES) {
        throw new DiskFullException(
            "the store is read-only until there is room on the disk: "
                + dir
                + " has "
                + free
                + " bytes free, "
                + (bytes + SPARE_BYTES)
                + " are needed");
      }
    }
  }

  /** Notes that a write succeeded. */
  void succeeded() {
    if (state != WriteState.WRITABLE) {
      change(WriteState.WRITABLE);
      LOG.info("The store takes samples again, dir={}", dir);
    }
    states.wrote();
  }

  /** Ends a wait for room when there is some, though nothing was written. */
  void lookForRoom() {
    if (state == WriteState.DISK_FULL && hasRoom()) {
      change(WriteState.WRITABLE);
      LOG.info("There is room for the log again, dir={}", dir);
    }
  }

  private boolean hasRoom() {
    try {
      return files.space(dir).usableBytes() >= SPARE_BYTES;
    } catch (IOException e) {
      LOG.warn("Cannot find out how much room there is, dir={} err={}", dir, e.toString());
      return false;
    }
  }

  /** Notes that a write failed, and says what to tell its caller. */
  IOException failed(IOException e, long bytes) {
    if (e instanceof DiskFullException) {
      return e;
    }
    boolean full = isFull(e, bytes);
    WriteState next = full ? WriteState.DISK_FULL : WriteState.FAILING;
    if (state != next) {
      change(next);
      LOG.error("Cannot write, dir={} state={}", dir, state, e);
    }
    return full
        ? new DiskFullException(
            "the store is read-only until there is room on the disk: " + dir + ": " + text(e), e)
        : e;
  }

  private boolean isFull(IOException e, long bytes) {
    String text = text(e).toLowerCase(Locale.ROOT);
    for (String full : FULL_TEXTS) {
      if (text.contains(full)) {
        return true;
      }
    }
    try {
      return files.space(dir).usableBytes() < bytes;
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
      return false;
    }
  }

  private static String text(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
