package dev.deucalion.server.remote;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.server.remote.options.MetadataOrigin;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.queue.PositionFiles;
import dev.deucalion.server.remote.queue.QueuePosition;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of all remote ends that are written to. A configuration that changes nothing of an end
 * leaves its queue alone. Safe for many threads.
 */
public final class RemoteWrites implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteWrites.class);

  /** How long a queue goes on sending at its end where another one goes on with the rest. */
  private static final long HANDOVER_MS = 1_000;

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
   * @param metadataOrigin what tells the type and the unit of series
   */
  public record Settings(
      long flushDeadlineMs, long maxBacklogBytes, MetadataOrigin metadataOrigin) {
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
    Set<String> names =
        configured.stream().map(PositionFiles::name).collect(Collectors.toUnmodifiableSet());
    List<RemoteWriteOptions> fresh =
        configured.stream().filter(options -> !kept.containsKey(options.id())).toList();
    // The old ones first: a queue with other settings goes on where the old one got to.
    stop(old.values(), queue -> isFollowed(queue, fresh, names));
    PositionFiles.Found reached = positions(around, old.values());
    Map<String, WriteQueue> all = new LinkedHashMap<>();
    for (RemoteWriteOptions options : configured) {
      WriteQueue running = kept.get(options.id());
      if (running == null) {
        running =
            new WriteQueue(
                options,
                newExternalLabels,
                PositionFiles.start(options, names, reached.positions()),
                around);
        running.start();
      }
      all.put(options.id(), running);
    }
    queues = all;
    applied = true;
    // A file that cannot be read now may be of an end that comes back.
    if (reached.isComplete()) {
      deleteOtherPositions(around, names);
    }
  }

  /** Whether one of some ends goes on where a queue is that stops. */
  private static boolean isFollowed(
      WriteQueue queue, List<RemoteWriteOptions> fresh, Set<String> names) {
    Map<String, QueuePosition> position = Map.of(queue.positionName(), queue.position());
    return fresh.stream()
        .anyMatch(options -> PositionFiles.start(options, names, position).isPresent());
  }

  /** How far queues are: all of which there are files, or those that stopped just now. */
  private static PositionFiles.Found positions(
      QueueSurroundings around, Collection<WriteQueue> stopped) {
    Path directory = around.positions();
    if (directory == null) {
      return new PositionFiles.Found(
          stopped.stream()
              .collect(Collectors.toMap(WriteQueue::positionName, WriteQueue::position)),
          true);
    }
    try {
      around.files().createDirectories(directory);
      return PositionFiles.readAll(around.files(), directory);
    } catch (IOException e) {
      LOG.error("Cannot read positions of remote writes, dir={}", directory, e);
      return new PositionFiles.Found(Map.of(), false);
    }
  }

  private static void deleteOtherPositions(QueueSurroundings around, Set<String> names) {
    Path directory = around.positions();
    if (directory != null) {
      try {
        PositionFiles.deleteOthers(around.files(), directory, names);
      } catch (IOException e) {
        LOG.warn("Cannot delete positions of former remote writes, dir={}", directory, e);
      }
    }
  }

  /**
   * Stops queues, all at a time.
   *
   * @param followed whether another queue goes on with what one does not send
   */
  private void stop(Collection<WriteQueue> stopped, Predicate<WriteQueue> followed) {
    long startNanos = System.nanoTime();
    stopped.forEach(WriteQueue::beginStop);
    for (WriteQueue queue : stopped) {
      boolean goesOn = followed.test(queue);
      long goneMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      long deadlineMs = settings.flushDeadlineMs();
      long flushMs = goesOn ? Math.min(HANDOVER_MS, deadlineMs) : deadlineMs;
      if (!queue.stop(Math.max(0, flushMs - goneMs))) {
        LOG.atWarn()
            .addKeyValue("remote_name", queue.name())
            .log(
                goesOn
                    ? "Stopped before all samples were sent, another queue goes on"
                    : "Failed to flush all samples on shutdown");
      }
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
    stop(queues.values(), WriteQueue::isDurable);
    queues = Map.of();
  }
}
