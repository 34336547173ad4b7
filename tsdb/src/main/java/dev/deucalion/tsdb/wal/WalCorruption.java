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

  /**
   * A place that the disk did not give; it may another time.
   *
   * @param offset where the record begins, in bytes from the start of the segment
   */
  WalCorruption(long offset, InternalError fault) {
    super("at offset " + offset + ": cannot be read: " + fault.getMessage(), fault);
    this.offset = offset;
  }

  /** Whether the disk did not give the place, so that what is there is not known. */
  boolean isFault() {
    return getCause() instanceof InternalError;
  }

  /** Bytes of the segment before the bad record. */
  public long offset() {
    return offset;
  }
}
