package dev.deucalion.server.remote.queue;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.server.remote.client.WriteClient;
import dev.deucalion.server.remote.client.WriteClients;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
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
  private final Progress progress;
  private final @Nullable PositionFile positionFile;
  private final QueueUpkeep upkeep;
  private final LogFollower follower;
  private final QueueSurroundings surroundings;
  private volatile WriteClients clients;
  private @Nullable Thread followerThread;

  /**
   * A queue that does nothing yet.
   *
   * @param positionName of the file that keeps how far it is, where one does
   * @param externalLabels what series get that do not have them
   */
  public WriteQueue(
      RemoteWriteOptions options,
      String positionName,
      Labels externalLabels,
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
    LogPosition end = surroundings.log().end();
    this.positionFile = openPosition(surroundings, positionName);
    PositionFile.Saved saved = saved(end);
    PositionFile file = positionFile;
    this.progress =
        file == null ? Progress.NONE : new SendProgress(file, saved, shards::oldestRecord);
    MetadataSender metadata =
        new MetadataSender(options, state, surroundings.metadata(), this::newClient);
    this.upkeep = new QueueUpkeep(options, state, surroundings.written(), metadata, clock);
    this.follower =
        new LogFollower(
            options,
            externalLabels,
            surroundings.log(),
            saved.sent(),
            state,
            progress,
            shards,
            upkeep::shards,
            clock);
  }

  private BatchSender newSender(Shard shard) {
    return new BatchSender(options, shard, state, progress, this::newClient, surroundings.clock());
  }

  private WriteClient newClient() {
    return clients.client();
  }

  private @Nullable PositionFile openPosition(QueueSurroundings from, String name) {
    Path directory = from.positions();
    if (directory == null) {
      return null;
    }
    try {
      from.files().createDirectories(directory);
      return PositionFile.open(from.files(), directory.resolve(name));
    } catch (IOException e) {
      LOG.error("Cannot keep the position of a remote write, dir={}", directory, e);
      return null;
    }
  }

  /** Where an earlier process was, the end of the log where that is not known. */
  private PositionFile.Saved saved(LogPosition end) {
    PositionFile.Saved atEnd = new PositionFile.Saved(end, end);
    PositionFile file = positionFile;
    if (file == null) {
      return atEnd;
    }
    try {
      FileOps files = surroundings.files();
      PositionFile.Saved saved = PositionFile.read(files, file.path()).orElse(atEnd);
      if (saved.sent().compareTo(end) > 0) {
        LOG.warn("The position of a remote write is behind the log, file={}", file.path());
        saved = atEnd;
      }
      file.save(saved);
      return saved;
    } catch (IOException e) {
      LOG.error("Cannot read the position of a remote write, file={}", file.path(), e);
      return atEnd;
    }
  }

  /** Begins to send. */
  public void start() {
    followerThread =
        Thread.ofPlatform().daemon().name("remote-write-" + options.name()).start(follower);
    Thread.ofVirtual().name("remote-write-" + options.name() + "-upkeep").start(upkeep);
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
    return progress.firstNeededSegment();
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
   */
  public void stop(long flushMs) {
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
      LOG.atWarn()
          .addKeyValue("remote_name", options.name())
          .log(
              isDurable()
                  ? "Stopped before all samples were sent, the next start goes on"
                  : "Failed to flush all samples on shutdown");
    }
    PositionFile file = positionFile;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.error("Cannot close the position of a remote write, file={}", file.path(), e);
      }
    }
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
