package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.server.remote.options.QueueOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueueUpkeepTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void goesOnAfterATickThatFails() throws InterruptedException {
    QueueState state = new QueueState();
    AtomicInteger asked = new AtomicInteger();
    QueueUpkeep upkeep =
        new QueueUpkeep(
            TestQueues.options("http://x", QueueOptions.DEFAULTS),
            state,
            () -> {
              if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("the store is closed");
              }
              return new QueueSurroundings.Written(0, 0);
            },
            () -> 0,
            1);
    assertThat(upkeep.desired()).isEqualTo(1);
    Thread thread = Thread.ofVirtual().start(upkeep);
    await().atMost(LIMIT).until(() -> asked.get() > 4);
    state.ending.set();
    assertThat(thread.join(LIMIT)).isTrue();
    assertThat(upkeep.desired()).isEqualTo(1);
  }
}
