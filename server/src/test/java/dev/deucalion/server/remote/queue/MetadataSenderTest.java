package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.server.remote.client.WriteClients;
import dev.deucalion.server.remote.message.MetadataRequest.Metric;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetadataSenderTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void triesAgainAndGoesOnAfterAFault() throws IOException, InterruptedException {
    try (TestReceiver receiver = TestReceiver.start()) {
      receiver.answer(request -> request.attempt() == 0 ? 503 : 204);
      RemoteWriteOptions options = TestQueues.options(receiver.url(), TestQueues.QUICK);
      WriteClients clients = TestQueues.clients(options);
      QueueState state = new QueueState();
      AtomicInteger asked = new AtomicInteger();
      MetadataSender sender =
          new MetadataSender(
              options,
              state,
              () -> {
                if (asked.incrementAndGet() == 1) {
                  throw new IllegalStateException("nothing is scraped yet");
                }
                return List.of(metric("a"), metric("b"), metric("b"), metric("c"));
              },
              clients::client);
      assertThat(sender.isWanted()).isTrue();
      Thread thread = Thread.ofVirtual().start(sender);
      await().atMost(LIMIT).until(() -> asked.get() > 3);
      state.ending.set();
      assertThat(thread.join(LIMIT)).isTrue();
      assertThat(state.counters.metadataSent.sum()).isGreaterThanOrEqualTo(6);
      assertThat(state.counters.metadataRetried.sum()).isEqualTo(state.counters.metadataSent.sum());
      assertThat(state.counters.metadataFailed.sum()).isZero();
    }
  }

  private static Metric metric(String name) {
    return new Metric(name, MetricType.COUNTER, "help", "");
  }
}
