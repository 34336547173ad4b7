package dev.deucalion.server.remote.queue;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out how many shards a queue takes, at every tick. Runs in one thread. */
final class QueueUpkeep implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueUpkeep.class);

  private final RemoteWriteOptions options;
  private final QueueState state;
  private final Supplier<QueueSurroundings.Written> written;
  private final Clock clock;
  private final long tickMs;
  private final EventRate in;
  private long samplesWritten;
  private volatile int shards;
  private volatile double desired;

  /**
   * Upkeep that has not begun.
   *
   * @param tickMs time between two looks at the number of shards
   */
  QueueUpkeep(
      RemoteWriteOptions options,
      QueueState state,
      Supplier<QueueSurroundings.Written> written,
      Clock clock,
      long tickMs) {
    this.options = options;
    this.state = state;
    this.written = written;
    this.clock = clock;
    this.tickMs = tickMs;
    this.in = new EventRate(tickMs / 1e3);
    this.shards = options.queue().minShards();
    this.desired = shards;
    this.samplesWritten = written.get().samples();
  }

  /** How many shards there shall be. */
  int shards() {
    return shards;
  }

  /** How many shards would be busy, the least number when that was never known. */
  double desired() {
    return desired;
  }

  @Override
  public void run() {
    while (!state.ending.await(tickMs)) {
      try {
        tick(clock.nowMs());
      } catch (RuntimeException | Error e) {
        tell(e);
      }
    }
  }

  private void tell(Throwable failure) {
    try {
      LOG.warn("Cannot look at the number of shards, remote_name={}", options.name(), failure);
    } catch (OutOfMemoryError e) {
      // The next look is worth more than this line.
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
    if (!Double.isNaN(busy)) {
      desired = busy;
    }
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
