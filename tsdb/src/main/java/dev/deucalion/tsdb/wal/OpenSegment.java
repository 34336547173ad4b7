package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;

/**
 * The segment that is written now. Bytes count only once they are accepted: what stands behind them
 * after a write that failed is cut off before the next one. For one thread at a time.
 */
final class OpenSegment {
  private final WritableFile file;
  private final long number;

  /** Bytes that are good. */
  private long offset;

  /** Whether there may be bytes behind {@link #offset}. */
  private boolean hasBadTail;

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
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return new OpenSegment(file, number);
  }

  long number() {
    return number;
  }

  WritableFile file() {
    return file;
  }

  /** Bytes that were accepted. */
  long offset() {
    return offset;
  }

  /** Writes bytes behind those that were accepted. */
  void write(byte[] bytes, int count) throws IOException {
    hasBadTail = true;
    file.write(bytes, 0, count, offset);
  }

  /** Makes the bytes that were just written good. */
  void accept(int count) {
    hasBadTail = false;
    offset += count;
  }

  /** Cuts off what a failed write left. */
  void cutBack() throws IOException {
    if (hasBadTail) {
      file.setSize(offset);
      hasBadTail = false;
    }
  }
}
