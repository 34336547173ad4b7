package dev.deucalion.server.remote.queue;

import dev.deucalion.model.stats.ValueCounts;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.tsdb.wal.DecodedRecord;
import java.util.Map;

/**
 * What a queue did, at one moment.
 *
 * @param name {@code remote_name}
 * @param url the URL without its password
 * @param highestQueuedMs newest time of what was queued, 0 for nothing
 * @param highestSentMs newest time of what was sent, 0 for nothing
 * @param batchSeconds how long requests took
 */
public record QueueStats(
    String name,
    String url,
    Map<SampleKind, OfKind> kinds,
    Metadata metadata,
    Shards shards,
    Log log,
    long bytes,
    long enqueueRetries,
    int maxSamplesPerSend,
    long highestQueuedMs,
    long highestSentMs,
    ValueCounts batchSeconds) {
  /**
   * Of one kind of samples.
   *
   * @param sent with each try
   * @param failed refused for good
   * @param retried with each try but the first
   * @param pending that wait or are on their way
   * @param dropped that are not sent
   */
  public record OfKind(
      long sent, long failed, long retried, long pending, Map<DropReason, Long> dropped) {
    public OfKind {
      dropped = Map.copyOf(dropped);
    }

    public long dropped(DropReason reason) {
      return dropped.getOrDefault(reason, 0L);
    }
  }

  /** Metadata that were told by version 1. */
  public record Metadata(long sent, long failed, long retried, long bytes) {}

  /**
   * The shards.
   *
   * @param capacity samples that may wait in one
   * @param desired how many would be busy
   */
  public record Shards(int current, int min, int max, int capacity, double desired) {}

  /**
   * The log.
   *
   * @param damages places that could not be read
   * @param segment that is read
   */
  public record Log(Map<DecodedRecord.Kind, Long> recordsRead, long damages, long segment) {
    public Log {
      recordsRead = Map.copyOf(recordsRead);
    }
  }

  public QueueStats {
    kinds = Map.copyOf(kinds);
  }

  private static final OfKind NOTHING = new OfKind(0, 0, 0, 0, Map.of());

  /** What became of one kind. */
  public OfKind of(SampleKind kind) {
    return kinds.getOrDefault(kind, NOTHING);
  }
}
