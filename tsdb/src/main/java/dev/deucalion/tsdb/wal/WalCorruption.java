package dev.deucalion.tsdb.wal;

import java.io.IOException;

/** A place where the log is not what was written. */
public final class WalCorruption extends IOException {
  /** Bytes of the segment before the bad record. */
  private final long offset;

  /**
   * @param offset where the record begins that is bad, in bytes from the start of the segment
   */
  WalCorruption(long offset, String problem) {
    super("at offset " + offset + ": " + problem);
    this.offset = offset;
  }

  /** Bytes of the segment before the bad record. */
  public long offset() {
    return offset;
  }
}
