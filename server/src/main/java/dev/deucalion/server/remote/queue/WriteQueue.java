package dev.deucalion.server.remote.queue;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.server.remote.client.WriteClient;
import dev.deucalion.server.remote.client.WriteClients;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the store takes to one remote end: from {@link #start} on, or from where an earlier
 * process was. Safe for many threads.
 */
public final class WriteQueue {
  private static final Logger LOG = LoggerFactory.getLogger(WriteQueue.class);

  /** How long threads are waited for that were told to end at once. */
  private static final long ABORT_MS = 5_000;

  private final RemoteWriteOptions options;
  private final QueueState state = new QueueState();
  private final Shards shards;
  private final SendProgress progress;
  private final @Nullable PositionFile positionFile;
  private final MetadataSender metadata;
  private final QueueUpkeep upkeep;
  private final LogFollower follower;
  private final QueueSurroundings surroundings;
  private volatile WriteClients clients;
  private @Nullable Thread followerThread;

  /**
   * A queue that does nothing yet.
   *
   * @param externalLabels what series get that do not have them
   * @param start where it goes on, where that is known; else it does where its file says, or at the
   *     end of the log where there was no queue before
   */
  public WriteQueue(
      RemoteWriteOptions options,
      Labels externalLabels,
      Optional<QueuePosition> start,
      QueueSurroundings surroundings) {
    this.options = options;
    this.surroundings = surroundings;
    Clock clock = surroundings.clock();
    this.clients = new WriteClients(options, surroundings.http(), clock);
    QueueOptions queue = options.queue();
    this.shards =
        new Shards(
            options.name(),
            () ->
                new Shard(
                    queue.batchesPerShard(),
                    queue.maxSamplesPerSend(),
                    queue.batchSendDeadlineMs(),
                    state.counters),
            this::newSender);
    PositionFile file = openPosition(surroundings);
    // It may be that only whoever looked for the start could not read the file.
    Optional<QueuePosition> known = file == null ? start : start.or(file::found);
    QueuePosition from = from(known, surroundings.log().end());
    this.positionFile = file;
    this.progress = new SendProgress(file, from, shards::oldestRecord);
    progress.keep();
    this.metadata = new MetadataSender(options, state, surroundings.metadata(), this::newClient);
    this.upkeep =
        new QueueUpkeep(options, state, surroundings.written(), clock, QueueState.TICK_MS);
    this.follower =
        new LogFollower(
            options,
            externalLabels,
            surroundings,
            from.sent(),
            state,
            progress,
            shards,
            upkeep::shards);
  }

  private BatchSender newSender(Shard shard) {
    return new BatchSender(options, shard, state, progress, this::newClient, surroundings.clock());
  }

  private WriteClient newClient() {
    return clients.client();
  }

  /** Where to begin; a position that the log does not have is of another log. */
  private QueuePosition from(Optional<QueuePosition> start, LogPosition end) {
    if (start.isPresent() && start.get().sent().compareTo(end) > 0) {
      LOG.warn("The position of a remote write is behind the log, remote_name={}", options.name());
      return QueuePosition.at(end);
    }
    return start.orElse(QueuePosition.at(end));
  }

  private @Nullable PositionFile openPosition(QueueSurroundings around) {
    Path directory = around.positions();
    if (directory == null) {
      return null;
    }
    try {
      around.files().createDirectories(directory);
      Path path = directory.resolve(PositionFiles.name(options));
      return PositionFile.open(around.files(), path);
    } catch (IOException e) {
      LOG.error("Cannot keep the position of a remote write, dir={}", directory, e);
      return null;
    }
  }

  /** Begins to send. */
  public void start() {
    followerThread =
        Thread.ofPlatform().daemon().name("remote-write-" + options.name()).start(follower);
    Thread.ofVirtual().name("remote-write-" + options.name() + "-upkeep").start(upkeep);
    if (metadata.isWanted()) {
      Thread.ofVirtual().name("remote-write-" + options.name() + "-metadata").start(metadata);
    }
    LOG.atInfo()
        .addKeyValue("remote_name", options.name())
        .addKeyValue("url", options.shownUrl())
        .log("Starting remote write");
  }

  /** Takes over secrets, when nothing else of the options changed. */
  public void renew(RemoteWriteOptions newOptions) {
    clients = new WriteClients(newOptions, surroundings.http(), surroundings.clock());
    shards.renewClients();
  }

  /** The first segment of the log that is still needed; {@link Long#MAX_VALUE} for none. */
  public long firstNeededSegment() {
    return isDurable() ? progress.position().sent().segment() : Long.MAX_VALUE;
  }

  /** {@code remote_name} of its metrics. */
  public String name() {
    return options.name();
  }

  /** The name of the file that keeps how far it is, where one does. */
  public String positionName() {
    return PositionFiles.name(options);
  }

  /** How far it is; once it has stopped, where another one goes on. */
  public QueuePosition position() {
    return progress.position();
  }

  /** Newest time of what was sent, 0 for nothing. */
  public long highestSentMs() {
    return state.counters.highestSentMs();
  }

  /** Whether what is not sent when it stops is sent after the next start. */
  public boolean isDurable() {
    return positionFile != null;
  }

  /** Reads no more of the log than there is now. To be followed by {@link #stop}. */
  public void beginStop() {
    state.ending.set();
  }

  /**
   * Sends what is left and stops.
   *
   * @param flushMs gives up after this time
   * @return whether all was sent
   */
  public boolean stop(long flushMs) {
    beginStop();
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(flushMs);
    Thread reading = followerThread;
    boolean flushed =
        reading == null
            || (Shards.join(
                    reading, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()))
                && shards.await(deadlineNanos));
    state.aborted.set();
    shards.cancel();
    if (!flushed) {
      if (reading != null) {
        Shards.join(reading, ABORT_MS);
      }
      shards.await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ABORT_MS));
    }
    PositionFile file = positionFile;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.error("Cannot close the position of a remote write, file={}", file.path(), e);
      }
    }
    return flushed;
  }

  /** What the queue did so far. */
  public QueueStats stats() {
    QueueCounters counters = state.counters;
    Map<SampleKind, QueueStats.OfKind> kinds = new EnumMap<>(SampleKind.class);
    for (SampleKind kind : SampleKind.values()) {
      kinds.put(kind, counters.stats(kind));
    }
    QueueOptions queue = options.queue();
    return new QueueStats(
        options.name(),
        options.shownUrl(),
        kinds,
        new QueueStats.Metadata(
            counters.metadataSent.sum(),
            counters.metadataFailed.sum(),
            counters.metadataRetried.sum(),
            counters.metadataBytes.sum()),
        new QueueStats.Shards(
            shards.count(),
            queue.minShards(),
            queue.maxShards(),
            queue.capacity(),
            upkeep.desired()),
        new QueueStats.Log(counters.recordsRead(), counters.damages.get(), counters.segment.get()),
        counters.bytes.sum(),
        counters.enqueueRetries.sum(),
        queue.maxSamplesPerSend(),
        counters.highestQueuedMs(),
        counters.highestSentMs(),
        counters.batchSeconds.counts());
  }
}
