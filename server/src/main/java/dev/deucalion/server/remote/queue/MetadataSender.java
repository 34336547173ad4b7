package dev.deucalion.server.remote.queue;

import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.server.remote.client.WriteAnswer;
import dev.deucalion.server.remote.client.WriteClient;
import dev.deucalion.server.remote.message.MetadataRequest;
import dev.deucalion.server.remote.message.MetadataRequest.Metric;
import dev.deucalion.server.remote.options.MetadataOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;

/**
 * Tells a remote end of version 1 what metrics are, again and again. Runs in a thread of its own,
 * since an end that does not answer may hold it for long.
 */
final class MetadataSender implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MetadataSender.class);

  private final RemoteWriteOptions options;
  private final QueueState state;
  private final Supplier<List<Metric>> metadata;
  private final Supplier<WriteClient> newClient;

  MetadataSender(
      RemoteWriteOptions options,
      QueueState state,
      Supplier<List<Metric>> metadata,
      Supplier<WriteClient> newClient) {
    this.options = options;
    this.state = state;
    this.metadata = metadata;
    this.newClient = newClient;
  }

  @Override
  public void run() {
    while (!state.ending.await(options.metadata().intervalMs())) {
      try {
        send();
      } catch (RuntimeException | Error e) {
        tell(e);
      }
    }
  }

  private void tell(Throwable failure) {
    try {
      LOG.warn("Cannot send metadata, remote_name={}", options.name(), failure);
    } catch (OutOfMemoryError e) {
      // To send them the next time is worth more than this line.
    }
  }

  /** Whether the end is one that is told. */
  boolean isWanted() {
    return options.metadata().sending() == MetadataOptions.Sending.ON
        && options.protocol() == WriteProtocol.V1;
  }

  /** Sends all that is known now, each metric once; what cannot be sent is sent with the next. */
  private void send() {
    Map<String, Metric> byName = new LinkedHashMap<>();
    metadata.get().forEach(metric -> byName.putIfAbsent(metric.name(), metric));
    List<Metric> all = List.copyOf(byName.values());
    try (WriteClient client = newClient.get()) {
      int size = options.metadata().maxPerSend();
      for (int from = 0; from < all.size(); from += size) {
        if (!send(client, all.subList(from, Math.min(all.size(), from + size)))) {
          return;
        }
      }
    }
  }

  /** Sends some; false when the others are not to be tried. */
  private boolean send(WriteClient client, List<Metric> some) {
    WireWriter message = MetadataRequest.encode(some);
    byte[] compressed;
    try {
      compressed = Snappy.rawCompress(message.array(), message.size());
    } catch (IOException e) {
      throw new IllegalStateException("snappy compresses everything", e);
    }
    long backoffMs = options.queue().backoff().minMs();
    for (int attempt = 0; ; attempt++) {
      long startNanos = System.nanoTime();
      WriteAnswer answer = client.send(WriteProtocol.V1, compressed, attempt);
      state.counters.batchSeconds.add((System.nanoTime() - startNanos) / 1e9);
      switch (answer) {
        case WriteAnswer.Taken _ -> {
          state.counters.metadataSent.add(some.size());
          state.counters.metadataBytes.add(compressed.length);
          return true;
        }
        case WriteAnswer.Refused refused -> {
          state.counters.metadataFailed.add(some.size());
          LOG.atError()
              .addKeyValue("remote_name", options.name())
              .addKeyValue("count", some.size())
              .addKeyValue("err", refused.why())
              .log("non-recoverable error while sending metadata");
          return true;
        }
        case WriteAnswer.TryAgain again -> {
          long sleepMs = again.afterMs() > 0 ? again.afterMs() : backoffMs;
          backoffMs = Math.min(2 * sleepMs, options.queue().backoff().maxMs());
          if (state.ending.await(sleepMs)) {
            return false;
          }
          state.counters.metadataRetried.add(some.size());
        }
        case WriteAnswer.Cancelled _ -> {
          return false;
        }
      }
    }
  }
}
