package dev.deucalion.server.remote.queue;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.time.Clock;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.message.SentSeries;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import dev.deucalion.server.remote.options.WriteSwitch;
import dev.deucalion.tsdb.wal.DecodedRecord;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.LogTail;
import dev.deucalion.tsdb.wal.TailedLog;
import dev.deucalion.tsdb.wal.WalConsumer;
import java.io.IOException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log of the store and gives what is to be sent to the shards. Runs in one thread. */
final class LogFollower implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  /** How long nothing is read when there is nothing more to read. */
  private static final long IDLE_MS = 100;

  /** How long nothing is read when the log cannot be read. */
  private static final long FAILED_MS = 5_000;

  /** How often it is looked for a new checkpoint. */
  private static final long CHECKPOINT_MS = 60_000;

  private final RemoteWriteOptions options;
  private final TailedLog log;
  private final QueueState state;
  private final SendProgress progress;
  private final Shards shards;
  private final IntSupplier wantedShards;
  private final Clock clock;
  private final SeriesTable series;

  /** Whether an exemplar can only go with a sample of its series. */
  private final boolean exemplarsNeedSamples;

  private LogPosition position;

  /** Whether what was read last failed, and that is not noted yet. */
  private boolean mustRepeat;

  private long checkpoint = -1;
  private long checkpointLookMs;

  /**
   * A follower.
   *
   * @param surroundings of the queue: its log, and what tells what series measure
   * @param from samples before it are not sent
   * @param wantedShards how many shards there shall be
   */
  LogFollower(
      RemoteWriteOptions options,
      Labels externalLabels,
      QueueSurroundings surroundings,
      LogPosition from,
      QueueState state,
      SendProgress progress,
      Shards shards,
      IntSupplier wantedShards) {
    this.options = options;
    this.log = surroundings.log();
    this.position = from;
    this.state = state;
    this.progress = progress;
    this.shards = shards;
    this.wantedShards = wantedShards;
    this.clock = surroundings.clock();
    this.exemplarsNeedSamples =
        options.protocol() == WriteProtocol.V2 && options.has(WriteSwitch.EXEMPLARS);
    this.series =
        new SeriesTable(externalLabels, options.relabeling(), surroundings.metadataOrigin());
  }

  @Override
  public void run() {
    try {
      boolean finished = false;
      while (!finished && !state.aborted.isSet()) {
        finished = follow();
        if (!finished) {
          state.aborted.await(FAILED_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      shards.close();
    }
  }

  /** Follows the log to its end; false when it cannot be read. */
  private boolean follow() throws InterruptedException {
    long damagesBefore = state.counters.damages.get();
    try (LogTail tail = log.tail(position)) {
      noteRepetition();
      checkpoint = tail.readCheckpoint(new SeriesReader(0));
      checkpointLookMs = clock.nowMs();
      if (position.segment() >= 0 && position.segment() <= checkpoint) {
        LOG.warn(
            "The log from segment {} up to {} is gone before it was sent, remote_name={}",
            position.segment(),
            checkpoint,
            options.name());
      }
      while (!state.aborted.isSet()) {
        resize();
        LogPosition before = tail.position();
        DecodedRecord record = tail.next();
        state.counters.damages.set(damagesBefore + tail.damages());
        forgetSeries(tail);
        if (record != null) {
          takeOrLeaveOut(record, before, tail.position());
          continue;
        }
        progress.done();
        if (state.ending.isSet()) {
          return true;
        }
        state.ending.await(IDLE_MS);
      }
      return true;
    } catch (IOException | RuntimeException | Error e) {
      mustRepeat = true;
      tell(e);
      return false;
    }
  }

  private void noteRepetition() {
    if (mustRepeat) {
      progress.repeat();
      mustRepeat = false;
    }
  }

  private void tell(Throwable failure) {
    try {
      LOG.error("Cannot follow the write-ahead log, remote_name={}", options.name(), failure);
    } catch (OutOfMemoryError e) {
      // To follow it again is worth more than this line.
    }
  }

  private void resize() {
    int wanted = wantedShards.getAsInt();
    if (wanted != shards.count()) {
      if (shards.count() > 0) {
        LOG.atInfo()
            .addKeyValue("remote_name", options.name())
            .addKeyValue("from", shards.count())
            .addKeyValue("to", wanted)
            .log("Resharding queues");
      }
      shards.drain(state.aborted);
      if (!state.aborted.isSet()) {
        shards.start(wanted);
      }
    }
  }

  /** Takes a record, or leaves out what the program itself cannot take: others are to be sent. */
  private void takeOrLeaveOut(DecodedRecord record, LogPosition before, LogPosition after)
      throws InterruptedException {
    try {
      take(record, before, after);
    } catch (RuntimeException e) {
      LOG.error("Cannot send a record of the log, remote_name={}", options.name(), e);
      progress.given();
    }
    progress.readTo(after);
    position = after;
  }

  private void take(DecodedRecord record, LogPosition before, LogPosition after)
      throws InterruptedException {
    state.counters.read(record.kind());
    state.counters.segment.set(after.segment());
    switch (record.kind()) {
      case SERIES -> {
        for (int i = 0; i < record.count(); i++) {
          series.add(record.refs()[i], record.labels(i), after.segment());
        }
      }
      case METADATA -> {
        for (int i = 0; i < record.count(); i++) {
          series.describe(record.refs()[i], record.metadata(i));
        }
      }
      case SAMPLES -> give(record, SampleKind.SAMPLE, before, after);
      case HISTOGRAMS -> {
        if (options.sendsHistograms()) {
          give(record, SampleKind.HISTOGRAM, before, after);
        }
      }
      case EXEMPLARS -> {
        if (options.has(WriteSwitch.EXEMPLARS)) {
          give(record, SampleKind.EXEMPLAR, before, after);
        }
      }
      case TOMBSTONES, CHUNK_MARKERS, NOTHING -> {}
    }
  }

  /** Gives the entries of a record to the shards; stops early when the queue is aborted. */
  private void give(DecodedRecord record, SampleKind kind, LogPosition before, LogPosition after)
      throws InterruptedException {
    long number = progress.begin(before, after);
    long limitMs = options.queue().sampleAgeLimitMs();
    long minTimeMs = limitMs == 0 ? Long.MIN_VALUE : clock.nowMs() - limitMs;
    for (int i = 0; i < record.count(); i++) {
      SentSeries of = series.get(record.refs()[i]);
      long timeMs = record.timesMs()[i];
      DropReason reason = reason(of, timeMs < minTimeMs, kind, record, i);
      if (of == null || reason != null) {
        state.counters.dropped(kind, reason == null ? DropReason.UNKNOWN_SERIES : reason, 1);
        state.dropped.add(reason == DropReason.UNKNOWN_SERIES ? 0 : 1);
        continue;
      }
      Object detail = detail(of, kind, record, i);
      if (!shards.add(of, timeMs, record.valueBits()[i], detail, number)) {
        return;
      }
    }
    progress.given();
  }

  /** What an entry is beside its time and its bits; null for a float. */
  private @Nullable Object detail(SentSeries of, SampleKind kind, DecodedRecord record, int i) {
    if (kind == SampleKind.EXEMPLAR) {
      return exemplarsNeedSamples ? of.withSample(record.exemplar(i)) : record.exemplar(i);
    }
    Histogram histogram = kind == SampleKind.HISTOGRAM ? record.histogram(i) : null;
    if (exemplarsNeedSamples) {
      of.remember(record.timesMs()[i], record.valueBits()[i], histogram);
    }
    return histogram;
  }

  /** Why an entry is not sent, or null. */
  private @Nullable DropReason reason(
      @Nullable SentSeries of, boolean old, SampleKind kind, DecodedRecord record, int i) {
    if (old) {
      return DropReason.TOO_OLD;
    }
    if (of == null) {
      return DropReason.UNKNOWN_SERIES;
    }
    if (of.isDropped()) {
      return DropReason.DROPPED_SERIES;
    }
    boolean lacksCustomBuckets =
        kind == SampleKind.HISTOGRAM
            && options.protocol() == WriteProtocol.V1
            && record.histogram(i).layout().schema() == BucketLayout.CUSTOM_BUCKETS;
    return lacksCustomBuckets ? DropReason.CUSTOM_BUCKETS : null;
  }

  /** Forgets series that the log does not name any more, once it was read that far. */
  private void forgetSeries(LogTail tail) throws IOException {
    if (clock.nowMs() - checkpointLookMs < CHECKPOINT_MS) {
      return;
    }
    checkpointLookMs = clock.nowMs();
    long newest = tail.lastCheckpoint();
    if (newest > checkpoint && newest < tail.position().segment()) {
      tail.readSeries(newest, new KeptSeries(newest));
      series.dropBefore(newest);
      checkpoint = newest;
    }
  }

  /** Takes series and metadata of a checkpoint. */
  private final class SeriesReader implements WalConsumer {
    private final long segment;

    SeriesReader(long segment) {
      this.segment = segment;
    }

    @Override
    public void series(long ref, Labels labels) {
      series.add(ref, labels, segment);
    }

    @Override
    public void sample(long ref, long timeMs, long valueBits) {}

    @Override
    public void metadata(long ref, Metadata metadata) {
      series.describe(ref, metadata);
    }

    @Override
    public void endRecord() {}
  }

  /** Notes which series a checkpoint has. */
  private final class KeptSeries implements WalConsumer {
    private final long segment;

    KeptSeries(long segment) {
      this.segment = segment;
    }

    @Override
    public void series(long ref, Labels labels) {
      series.keep(ref, segment);
    }

    @Override
    public void sample(long ref, long timeMs, long valueBits) {}

    @Override
    public void endRecord() {}
  }
}
