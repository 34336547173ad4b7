package dev.deucalion.server.remote;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.queue.PositionFiles;
import dev.deucalion.server.remote.queue.QueueStats;
import dev.deucalion.server.remote.queue.QueueSurroundings;
import dev.deucalion.server.remote.queue.WriteQueue;
import dev.deucalion.tsdb.wal.LogHold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of all remote ends that are written to. A configuration that changes nothing of an end
 * leaves its queue alone. Safe for many threads.
 */
public final class RemoteWrites implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteWrites.class);

  /** What queues that are durable send at the end is sent by the next start otherwise. */
  private static final long DURABLE_FLUSH_MS = 1_000;

  private final Settings settings;

  /** By id, in the order of the configuration. Replaced as a whole. */
  private volatile Map<String, WriteQueue> queues = Map.of();

  /** Whether it is known which queues there are. */
  private volatile boolean applied;

  private Labels externalLabels = Labels.EMPTY;
  private @Nullable QueueSurroundings surroundings;

  /**
   * What the command line says.
   *
   * @param flushDeadlineMs how long a queue that ends goes on sending
   * @param maxBacklogBytes bytes of the log that are kept for ends that are behind; 0 keeps none,
   *     and queues begin at the end of the log with each start
   */
  public record Settings(long flushDeadlineMs, long maxBacklogBytes) {
    /** Whether queues go on where they were. */
    public boolean isDurable() {
      return maxBacklogBytes > 0;
    }
  }

  /** No queues yet. */
  public RemoteWrites(Settings settings) {
    this.settings = settings;
  }

  /** Has the store from now on; to be called before {@link #apply}. */
  public synchronized void open(QueueSurroundings opened) {
    surroundings = opened;
    if (settings.isDurable()) {
      opened.log().hold(new LogHold(this::firstNeededSegment, settings.maxBacklogBytes()));
    }
  }

  /** The first segment that any queue needs; before there are queues, all are. */
  private long firstNeededSegment() {
    Map<String, WriteQueue> all = queues;
    long first = applied ? Long.MAX_VALUE : 0;
    for (WriteQueue queue : all.values()) {
      first = Math.min(first, queue.firstNeededSegment());
    }
    return first;
  }

  /** Starts, keeps and stops queues, so that there is one for each of these ends. */
  public synchronized void apply(Labels newExternalLabels, List<RemoteWriteOptions> configured) {
    QueueSurroundings around = surroundings;
    if (around == null) {
      throw new IllegalStateException("the store is not open yet");
    }
    Map<String, WriteQueue> old = new LinkedHashMap<>(queues);
    Map<String, WriteQueue> kept = new LinkedHashMap<>();
    boolean sameLabels = newExternalLabels.equals(externalLabels);
    for (RemoteWriteOptions options : configured) {
      WriteQueue running = sameLabels ? old.remove(options.id()) : null;
      if (running != null) {
        running.renew(options);
        kept.put(options.id(), running);
      }
    }
    externalLabels = newExternalLabels;
    // The old ones first: a queue with other settings goes on where the old one got to.
    stop(old);
    Map<String, WriteQueue> all = new LinkedHashMap<>();
    Map<String, String> positions = PositionFiles.names(configured);
    for (RemoteWriteOptions options : configured) {
      String id = options.id();
      WriteQueue running = kept.get(id);
      if (running == null) {
        running =
            new WriteQueue(options, positions.getOrDefault(id, id), newExternalLabels, around);
        running.start();
      }
      all.put(id, running);
    }
    queues = all;
    applied = true;
    deleteOtherPositions(around, positions.values());
  }

  private static void deleteOtherPositions(QueueSurroundings around, Collection<String> names) {
    Path directory = around.positions();
    if (directory != null) {
      try {
        PositionFiles.deleteOthers(around.files(), directory, names);
      } catch (IOException e) {
        LOG.warn("Cannot delete positions of former remote writes, dir={}", directory, e);
      }
    }
  }

  private void stop(Map<String, WriteQueue> stopped) {
    stopped.values().forEach(WriteQueue::beginStop);
    for (WriteQueue queue : stopped.values()) {
      queue.stop(
          queue.isDurable()
              ? Math.min(DURABLE_FLUSH_MS, settings.flushDeadlineMs())
              : settings.flushDeadlineMs());
    }
  }

  /** The newest time that all ends got samples of, 0 while there is an end that got none. */
  public long sentMs() {
    return queues.values().stream().mapToLong(WriteQueue::highestSentMs).min().orElse(0);
  }

  /** What all queues did so far. */
  public List<QueueStats> stats() {
    return queues.values().stream().map(WriteQueue::stats).toList();
  }

  /** Sends what is left, as long as the deadline allows it, and stops. */
  @Override
  public synchronized void close() {
    stop(queues);
    queues = Map.of();
  }
}
