package dev.deucalion.model.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptedThreadWaitsOnAndStaysInterrupted() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread awaited = Thread.ofPlatform().start(() -> awaitEnd(end));
    AtomicBoolean endedBefore = new AtomicBoolean();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              Waiting.untilEnded(awaited);
              endedBefore.set(!awaited.isAlive());
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    waiting.interrupt();
    // It has taken notice of the interrupt, and waits again.
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> !waiting.isInterrupted() && waiting.getState() == Thread.State.WAITING);
    end.countDown();
    assertThat(waiting.join(LIMIT)).isTrue();
    assertThat(endedBefore).isTrue();
    assertThat(stillInterrupted).isTrue();
  }

  @Test
  void aThreadThatHasEndedIsNotWaitedFor() throws InterruptedException {
    Thread ended = Thread.ofPlatform().start(() -> {});
    ended.join();
    Waiting.untilEnded(ended);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
