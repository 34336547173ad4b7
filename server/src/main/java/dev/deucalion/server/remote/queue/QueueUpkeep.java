package dev.deucalion.server.remote.queue;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.remote.options.MetadataOptions;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out how many shards a queue takes, and has metadata sent. Runs in one thread. */
final class QueueUpkeep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueUpkeep.class);

  private final RemoteWriteOptions options;
  private final QueueState state;
  private final Supplier<QueueSurroundings.Written> written;
  private final MetadataSender metadata;
  private final Clock clock;
  private final EventRate in = new EventRate(QueueState.TICK_MS / 1e3);
  private long samplesWritten;
  private volatile int shards;
  private volatile double desired = Double.NaN;

  QueueUpkeep(
      RemoteWriteOptions options,
      QueueState state,
      Supplier<QueueSurroundings.Written> written,
      MetadataSender metadata,
      Clock clock) {
    this.options = options;
    this.state = state;
    this.written = written;
    this.metadata = metadata;
    this.clock = clock;
    this.shards = options.queue().minShards();
    this.samplesWritten = written.get().samples();
  }

  /** How many shards there shall be. */
  int shards() {
    return shards;
  }

  /** How many shards would be busy, 0 when that is not known. */
  double desired() {
    return Double.isNaN(desired) ? 0 : desired;
  }

  @Override
  public void run() {
    boolean tellsMetadata =
        options.metadata().sending() == MetadataOptions.Sending.ON
            && options.protocol() == WriteProtocol.V1;
    long startMs = clock.nowMs();
    long nextTickMs = startMs + QueueState.TICK_MS;
    long nextMetadataMs =
        tellsMetadata ? startMs + options.metadata().intervalMs() : Long.MAX_VALUE;
    while (true) {
      long nowMs = clock.nowMs();
      if (state.ending.await(Math.max(1, Math.min(nextTickMs, nextMetadataMs) - nowMs))) {
        return;
      }
      nowMs = clock.nowMs();
      if (nowMs >= nextTickMs) {
        nextTickMs = nowMs + QueueState.TICK_MS;
        tick(nowMs);
      }
      if (nowMs >= nextMetadataMs) {
        nextMetadataMs = nowMs + options.metadata().intervalMs();
        metadata.send();
      }
    }
  }

  private void tick(long nowMs) {
    QueueSurroundings.Written now = written.get();
    in.add(Math.max(0, now.samples() - samplesWritten));
    samplesWritten = now.samples();
    in.tick();
    state.out.tick();
    state.dropped.tick();
    state.busyNanos.tick();
    long newestSeconds = Math.floorDiv(now.highestTimeMs(), 1_000L);
    double delaySeconds = newestSeconds - state.counters.highestSentMs() / 1e3;
    ShardPlan.Load load =
        new ShardPlan.Load(
            in.perSecond(),
            state.out.perSecond(),
            state.dropped.perSecond(),
            state.busyNanos.perSecond() / 1e9,
            delaySeconds);
    double busy = ShardPlan.desired(load);
    desired = busy;
    QueueOptions queue = options.queue();
    int wanted = ShardPlan.shards(busy, shards, delaySeconds, queue);
    if (wanted != shards && mayChange(nowMs)) {
      shards = wanted;
    }
  }

  private boolean mayChange(long nowMs) {
    if (state.lastSendMs.get() < nowMs - QueueState.TICK_MS) {
      LOG.atWarn()
          .addKeyValue("remote_name", options.name())
          .log("Skipping resharding, last successful send was beyond threshold");
      return false;
    }
    if (nowMs < state.shardsStayUntilMs.get()) {
      LOG.atWarn()
          .addKeyValue("remote_name", options.name())
          .log("Skipping resharding, resharding is disabled while waiting for recoverable errors");
      return false;
    }
    return true;
  }
}
