package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments of the log of samples out of order whose samples are in blocks. As long as they are
 * there, also after a loss of power, a start takes their samples up once more; what says which of
 * them were deleted must stay until then. For one thread at a time.
 */
final class OldLateSegments {
  private static final Logger LOG = LoggerFactory.getLogger(OldLateSegments.class);

  private static final long NONE = Long.MAX_VALUE;

  private long firstKept;
  private long minTimeMs = NONE;

  /**
   * Notes that the samples of segments before one are about to leave the head.
   *
   * @param earliestMs time of the first of them
   */
  void add(long newFirstKept, long earliestMs) {
    firstKept = newFirstKept;
    minTimeMs = Math.min(minTimeMs, earliestMs);
  }

  /** Time in ms of the first sample of those that may be there still, or the greatest long. */
  long minTimeMs() {
    return minTimeMs;
  }

  /**
   * Deletes them.
   *
   * @throws IOException when some of them may be there still
   */
  void delete(RecordLog log) throws IOException {
    // What is left must say that it begins there, or a start takes up again what is in blocks.
    log.sync();
    log.deleteBefore(firstKept);
    minTimeMs = NONE;
  }

  /** Deletes those that could not be deleted before, if that can be done now. */
  void deleteRest(RecordLog log) {
    if (minTimeMs != NONE) {
      try {
        delete(log);
      } catch (IOException e) {
        LOG.warn("Cannot shorten the log of samples out of order yet", e);
      }
    }
  }
}
