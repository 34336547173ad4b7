package dev.deucalion.tsdb.wal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The decoded records of a segment, in their order. For one thread. */
interface SegmentRecords extends AutoCloseable {
  /**
   * The next record, good until the next call, or null at the end of the segment.
   *
   * @throws WalCorruption when what follows is no record
   * @throws IOException when the segment cannot be read
   */
  @Nullable DecodedRecord next() throws IOException;

  /** Ends the reading. */
  @Override
  void close();
}
