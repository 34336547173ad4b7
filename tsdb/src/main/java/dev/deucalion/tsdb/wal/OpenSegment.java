package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The segment that is written now. Bytes count only once they are accepted: what stands behind them
 * after a write that failed is cut off before the next one. One thread writes at a time; any may
 * sync.
 *
 * <p>A sync that fails may leave bytes in memory that the operating system takes for written, and
 * the next sync succeeds without them. So bytes are kept until a sync took them, and after one that
 * failed they are written once more.
 */
final class OpenSegment implements Closeable {
  /** Room that is kept once all is synced. */
  private static final int MAX_SPARE_BYTES = 2 << 20;

  private final WritableFile file;
  private final long number;

  /** One sync at a time; taken before {@link #lock}. */
  private final ReentrantLock syncLock = new ReentrantLock();

  /** Guards what follows, and writes. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Bytes that are good. */
  private long offset;

  /** Whether there may be bytes behind {@link #offset}. */
  private boolean hasBadTail;

  /** The bytes from {@link #syncedOffset} up to {@link #offset}. */
  private byte[] unsynced = new byte[WalLayout.PAGE_BYTES];

  private long syncedOffset;

  /** The bytes up to here are synced, or the last sync that began was to take them. */
  private long syncBegunOffset;

  private boolean mustWriteAgain;
  private boolean closed;

  private OpenSegment(WritableFile file, long number) {
    this.file = file;
    this.number = number;
  }

  /** Begins a segment, over anything that has its name. */
  static OpenSegment begin(FileOps files, LogDirectory directory, long number) throws IOException {
    WritableFile file = files.openForWriting(directory.segment(number));
    try {
      file.setSize(0);
      files.syncDirectory(directory.path());
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
    return new OpenSegment(file, number);
  }

  long number() {
    return number;
  }

  /** Bytes that were accepted. */
  long offset() {
    lock.lock();
    try {
      return offset;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that are kept in memory until a sync took them. */
  long unsyncedBytes() {
    lock.lock();
    try {
      return offset - syncedOffset;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that came after the last sync began, whether it has ended or not. */
  long bytesForNextSync() {
    lock.lock();
    try {
      return offset - syncBegunOffset;
    } finally {
      lock.unlock();
    }
  }

  /** Writes bytes behind those that were accepted. */
  void write(byte[] bytes, int count) throws IOException {
    lock.lock();
    try {
      hasBadTail = true;
      file.write(bytes, 0, count, offset);
    } finally {
      lock.unlock();
    }
  }

  /** Makes the bytes good that were just written. */
  void accept(byte[] bytes, int count) {
    lock.lock();
    try {
      int kept = (int) (offset - syncedOffset);
      if (kept + count > unsynced.length) {
        unsynced = Arrays.copyOf(unsynced, Math.max(unsynced.length * 2, kept + count));
      }
      System.arraycopy(bytes, 0, unsynced, kept, count);
      hasBadTail = false;
      offset += count;
    } finally {
      lock.unlock();
    }
  }

  /** Makes bytes bad that were accepted, those from an offset on. */
  void takeBack(long from) {
    syncLock.lock();
    try {
      lock.lock();
      try {
        offset = from;
        syncedOffset = Math.min(syncedOffset, from);
        syncBegunOffset = Math.min(syncBegunOffset, from);
        hasBadTail = true;
      } finally {
        lock.unlock();
      }
    } finally {
      syncLock.unlock();
    }
  }

  /** Cuts off what a failed write left; says whether there was anything. */
  boolean cutBack() throws IOException {
    lock.lock();
    try {
      if (!hasBadTail) {
        return false;
      }
      file.setSize(offset);
      hasBadTail = false;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Makes all bytes durable that have been written; a closed segment is synced already. */
  void sync() throws IOException {
    syncLock.lock();
    try {
      if (isClosed()) {
        return;
      }
      long upTo = prepareSync();
      file.sync();
      synced(upTo);
    } finally {
      syncLock.unlock();
    }
  }

  private long prepareSync() throws IOException {
    lock.lock();
    try {
      syncBegunOffset = offset;
      if (mustWriteAgain) {
        file.write(unsynced, 0, (int) (offset - syncedOffset), syncedOffset);
      }
      mustWriteAgain = true;
      return offset;
    } finally {
      lock.unlock();
    }
  }

  private void synced(long upTo) {
    lock.lock();
    try {
      int left = (int) (offset - upTo);
      System.arraycopy(unsynced, (int) (upTo - syncedOffset), unsynced, 0, left);
      syncedOffset = upTo;
      mustWriteAgain = false;
      if (unsynced.length > MAX_SPARE_BYTES && left <= MAX_SPARE_BYTES / 2) {
        unsynced = Arrays.copyOf(unsynced, MAX_SPARE_BYTES);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the file, after a sync that is under way. */
  @Override
  public void close() throws IOException {
    syncLock.lock();
    try {
      lock.lock();
      try {
        closed = true;
        file.close();
      } finally {
        lock.unlock();
      }
    } finally {
      syncLock.unlock();
    }
  }
}
