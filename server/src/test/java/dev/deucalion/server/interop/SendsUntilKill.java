package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that is killed while batches are sent to it.
 *
 * @param acknowledged what it said it has
 * @param unanswered the batch that was on its way; empty when the kill came between two
 */
record SendsUntilKill(RawSamples acknowledged, RawSamples unanswered) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Sends batches one after the other and kills the server meanwhile.
   *
   * @param killAfter how many batches are acknowledged at least
   */
  static SendsUntilKill run(Peer server, List<List<StoreHistory.Entry>> batches, int killAfter)
      throws InterruptedException {
    SendsUntilKill sends = new SendsUntilKill(new RawSamples(), new RawSamples());
    AtomicInteger count = new AtomicInteger();
    Thread sender = Thread.ofPlatform().start(() -> sends.send(server, batches, count));
    await("batches that are acknowledged")
        .atMost(LIMIT)
        .until(() -> count.get() >= killAfter || !sender.isAlive());
    server.kill();
    sender.join();
    assertThat(count.get()).isGreaterThanOrEqualTo(killAfter);
    return sends;
  }

  private void send(Peer server, List<List<StoreHistory.Entry>> batches, AtomicInteger count) {
    for (List<StoreHistory.Entry> batch : batches) {
      try {
        RemoteWrite.send(server.base(), batch);
      } catch (IOException e) {
        unanswered.addAll(batch);
        return;
      }
      acknowledged.addAll(batch);
      count.incrementAndGet();
    }
  }

  /** All that the server may have of these batches. */
  RawSamples tried() {
    RawSamples tried = acknowledged.copy();
    tried.addAll(unanswered);
    return tried;
  }
}
