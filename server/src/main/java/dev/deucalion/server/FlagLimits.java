package dev.deucalion.server;

import dev.deucalion.server.flags.AgentFlags;
import dev.deucalion.server.flags.Flag;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.ProcessFlags;
import dev.deucalion.server.flags.StorageFlags;
import dev.deucalion.server.flags.WebFlags;
import java.util.List;
import java.util.Optional;

/** Values that can be read but not used. */
final class FlagLimits {
  private static final long MIB = 1 << 20;
  private static final long LEAST_WAL_SEGMENT_BYTES = 10 * MIB;
  private static final long MOST_WAL_SEGMENT_BYTES = 256 * MIB;

  private FlagLimits() {}

  /** The first value that is out of its range, in Prometheus' words. */
  static Optional<String> firstBroken(Flags flags) {
    int searchLimit = flags.get(WebFlags.SEARCH_MAX_LIMIT);
    if (searchLimit < 0) {
      return Optional.of(
          "--web.search.max-limit must be non-negative; got "
              + searchLimit
              + " (use 0 to disable the cap)");
    }
    if (flags.get(ProcessFlags.AGENT) && flags.get(AgentFlags.CHECKPOINT_BATCH_SIZE) <= 0) {
      return Optional.of("--storage.agent.checkpoint-batch-size must be greater than 0.");
    }
    double memoryRatio = flags.get(ProcessFlags.AUTO_GOMEMLIMIT_RATIO);
    if (memoryRatio <= 0 || memoryRatio > 1) {
      return Optional.of(
          "--auto-gomemlimit.ratio must be greater than 0 and less than or equal to 1.");
    }
    for (Flag<Long> segmentSize :
        List.of(StorageFlags.WAL_SEGMENT_SIZE, AgentFlags.WAL_SEGMENT_SIZE)) {
      long segmentBytes = flags.get(segmentSize);
      if (segmentBytes != 0
          && (segmentBytes < LEAST_WAL_SEGMENT_BYTES || segmentBytes > MOST_WAL_SEGMENT_BYTES)) {
        return Optional.of("flag '" + segmentSize.name() + "' must be set between 10MB and 256MB");
      }
    }
    long chunkSegmentBytes = flags.get(StorageFlags.MAX_BLOCK_CHUNK_SEGMENT_SIZE);
    if (chunkSegmentBytes != 0 && chunkSegmentBytes < MIB) {
      return Optional.of("flag 'storage.tsdb.max-block-chunk-segment-size' must be set over 1MB");
    }
    return Optional.empty();
  }
}
