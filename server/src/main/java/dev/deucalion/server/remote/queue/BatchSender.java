package dev.deucalion.server.remote.queue;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.server.remote.client.WriteAnswer;
import dev.deucalion.server.remote.client.WriteClient;
import dev.deucalion.server.remote.message.KindCounts;
import dev.deucalion.server.remote.message.RequestEncoder;
import dev.deucalion.server.remote.message.SampleBatch;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import dev.deucalion.server.remote.options.WriteSwitch;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;

/**
 * Sends the batches of one shard, one after the other, each again and again until it is taken or
 * refused for good.
 *
 * <p>A receiver may refuse a whole request for one sample that it has already. Where a batch may
 * have been sent before the last start, a refused one is therefore sent in halves, down to single
 * samples: those that the receiver lacks arrive.
 */
final class BatchSender implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);

  private final RemoteWriteOptions options;
  private final Shard shard;
  private final QueueState state;
  private final SendProgress progress;
  private final Supplier<WriteClient> newClient;
  private final Clock clock;
  private final RequestEncoder encoder;
  private final WriteProtocol protocol;
  private volatile WriteClient client;

  /** How often a new client was wished for. */
  private final AtomicInteger renewals = new AtomicInteger();

  /** How often it was when the client was made. */
  private int clientOf;

  /** Whether the batch that was taken is finished with, but for the shard to be told so. */
  private boolean finished;

  /**
   * A sender.
   *
   * @param newClient makes a client, as the configuration wants it now
   */
  BatchSender(
      RemoteWriteOptions options,
      Shard shard,
      QueueState state,
      SendProgress progress,
      Supplier<WriteClient> newClient,
      Clock clock) {
    this.options = options;
    this.shard = shard;
    this.state = state;
    this.progress = progress;
    this.newClient = newClient;
    this.clock = clock;
    this.protocol = options.protocol();
    this.encoder = RequestEncoder.of(protocol);
    this.client = newClient.get();
  }

  @Override
  public void run() {
    boolean goOn = true;
    Throwable failure = null;
    try {
      while (failure instanceof OutOfMemoryError || goOn && !state.aborted.isSet()) {
        try {
          if (failure != null) {
            state.aborted.await(options.queue().backoff().maxMs());
            tellWhyRetrying(failure);
          }
          goOn = step();
          failure = null;
        } catch (RuntimeException | Error e) {
          // Nobody else sends what is in the shard.
          failure = e;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }

  private void tellWhyRetrying(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      LOG.warn("No memory to send a batch, retrying, remote_name={}", options.name());
    } else {
      LOG.error("Cannot finish with a batch, retrying, remote_name={}", options.name(), failure);
    }
  }

  /**
   * Does what there is to do for one batch; without memory for all of it, the next call does the
   * rest. False when the sender is to end.
   */
  private boolean step() throws InterruptedException {
    SampleBatch batch = shard.take();
    if (batch == null) {
      return false;
    }
    KindCounts counts = batch.countsFrom(Long.MIN_VALUE);
    if (!finished) {
      progress.sending(batch.lastRecord());
      if (!sendOrDrop(batch)) {
        state.counters.unqueued(counts);
        state.counters.failed(counts);
        return false;
      }
      finished = true;
    }
    state.counters.unqueued(counts);
    finished = false;
    shard.done(batch);
    progress.done();
    return true;
  }

  /** Has the next request go by a new client; the one that is on its way is not disturbed. */
  void renewClient() {
    renewals.incrementAndGet();
  }

  private WriteClient currentClient() {
    int wished = renewals.get();
    if (clientOf != wished) {
      WriteClient former = client;
      client = newClient.get();
      clientOf = wished;
      former.close();
    }
    return client;
  }

  /** Ends the request that is on its way, if any; to be called when the queue is aborted. */
  void cancel() {
    client.close();
  }

  /**
   * Sends a batch, or drops it where the program itself is at fault: others are to be sent. False
   * when the sender is to end.
   */
  private boolean sendOrDrop(SampleBatch batch) {
    try {
      return send(batch, progress.isDoubtful(batch.firstRecord(), batch.lastRecord()));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      state.counters.failed(batch.countsFrom(Long.MIN_VALUE));
      LOG.error("Cannot send a batch, which is dropped, remote_name={}", options.name(), e);
      return true;
    }
  }

  /**
   * Sends a batch; false when the sender is to end.
   *
   * @param doubtful whether the receiver may have some of it
   */
  private boolean send(SampleBatch batch, boolean doubtful) {
    Try next = new Try(batch, doubtful);
    while (true) {
      if (!next.prepare()) {
        return true;
      }
      WriteAnswer answer = next.send();
      switch (answer) {
        case WriteAnswer.Taken taken -> {
          next.taken(taken.written());
          return true;
        }
        case WriteAnswer.Refused refused -> {
          if (refused.written() == null && doubtful && batch.count() > 1) {
            return sendDoubtfulHalves(batch);
          }
          next.refused(refused);
          return true;
        }
        case WriteAnswer.TryAgain again -> {
          if (state.aborted.await(next.backoffMs(again))) {
            return false;
          }
          next.retried(again.why());
        }
        case WriteAnswer.Cancelled _ -> {
          return false;
        }
      }
    }
  }

  private boolean sendDoubtfulHalves(SampleBatch batch) {
    int middle = batch.count() / 2;
    return send(part(batch, 0, middle), true) && send(part(batch, middle, batch.count()), true);
  }

  private static SampleBatch part(SampleBatch batch, int from, int to) {
    SampleBatch part = new SampleBatch(to - from);
    part.addAll(batch, from, to);
    return part;
  }

  /** One batch through all of its tries. */
  private final class Try {
    private final SampleBatch batch;
    private final boolean doubtful;
    private int attempt;
    private long backoffMs = options.queue().backoff().minMs();
    private KindCounts counts;
    private long minTimeMs = Long.MIN_VALUE;
    private byte @Nullable [] compressed;

    Try(SampleBatch batch, boolean doubtful) {
      this.batch = batch;
      this.doubtful = doubtful;
      this.counts = batch.countsFrom(Long.MIN_VALUE);
    }

    /** Encodes what is young enough; false when nothing is. */
    boolean prepare() {
      long limitMs = options.queue().sampleAgeLimitMs();
      long youngMs = limitMs == 0 ? Long.MIN_VALUE : clock.nowMs() - limitMs;
      KindCounts young = limitMs == 0 ? counts : batch.countsFrom(youngMs);
      if (young.total() < counts.total()) {
        KindCounts old = counts.less(young);
        for (SampleKind kind : SampleKind.values()) {
          state.counters.dropped(kind, DropReason.TOO_OLD, old.of(kind));
        }
        state.dropped.add(old.total());
        counts = young;
        compressed = null;
      }
      minTimeMs = youngMs;
      return counts.total() > 0;
    }

    private byte[] message() {
      byte[] known = compressed;
      if (known == null) {
        WireWriter message = encoder.encode(batch, minTimeMs);
        known = compress(message);
        compressed = known;
      }
      return known;
    }

    WriteAnswer send() {
      byte[] message = message();
      WriteClient sending = currentClient();
      // Whoever aborts sets the signal first and closes the client then.
      if (state.aborted.isSet()) {
        return new WriteAnswer.Cancelled();
      }
      state.counters.sent(counts);
      long startNanos = System.nanoTime();
      WriteAnswer answer = sending.send(protocol, message, attempt++);
      long tookNanos = System.nanoTime() - startNanos;
      state.counters.batchSeconds.add(tookNanos / 1e9);
      state.busyNanos.add(tookNanos);
      return answer;
    }

    void taken(@Nullable KindCounts written) {
      ended();
      if (written == null && protocol == WriteProtocol.V1) {
        return;
      }
      KindCounts missing = counts.less(written == null ? KindCounts.NONE : written);
      if (missing.total() > 0) {
        state.counters.failed(missing);
        LOG.atError()
            .addKeyValue("remote_name", options.name())
            .addKeyValue("failedSampleCount", missing.samples())
            .addKeyValue("failedHistogramCount", missing.histograms())
            .addKeyValue("failedExemplarCount", missing.exemplars())
            .log("The receiver answered with success, yet says that it did not write all");
      }
    }

    void refused(WriteAnswer.Refused refused) {
      ended();
      KindCounts written = refused.written();
      if (written == null && doubtful) {
        LOG.debug("The receiver has {} at {} already", batch.series(0), batch.timeMs(0));
        return;
      }
      KindCounts failed = counts.less(written == null ? KindCounts.NONE : written);
      state.counters.failed(failed);
      LOG.atError()
          .addKeyValue("remote_name", options.name())
          .addKeyValue("failedSampleCount", failed.samples())
          .addKeyValue("failedHistogramCount", failed.histograms())
          .addKeyValue("failedExemplarCount", failed.exemplars())
          .addKeyValue("err", refused.why())
          .log("non-recoverable error");
      if (options.has(WriteSwitch.FAILED_REQUEST_LOGGING)) {
        LOG.debug("Refused request began with {} at {}", batch.series(0), batch.timeMs(0));
      }
    }

    private void ended() {
      state.counters.bytes.add(message().length);
      state.counters.sentUpTo(batch.maxTimeMs());
      state.out.add(counts.total());
      state.lastSendMs.set(clock.nowMs());
    }

    long backoffMs(WriteAnswer.TryAgain again) {
      long sleepMs = again.afterMs() > 0 ? again.afterMs() : backoffMs;
      backoffMs = Math.min(2 * sleepMs, options.queue().backoff().maxMs());
      state.shardsStayUntilMs.accumulateAndGet(clock.nowMs() + 2 * sleepMs, Math::max);
      return sleepMs;
    }

    void retried(String why) {
      state.counters.retried(counts);
      LOG.atWarn()
          .addKeyValue("remote_name", options.name())
          .addKeyValue("err", why)
          .log("Failed to send batch, retrying");
    }
  }

  private static byte[] compress(WireWriter message) {
    try {
      return Snappy.rawCompress(message.array(), message.size());
    } catch (IOException e) {
      throw new IllegalStateException("snappy compresses everything", e);
    }
  }
}
