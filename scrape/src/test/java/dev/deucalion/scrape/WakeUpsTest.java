package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakeUpsTest {
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Longer than a test waits for what comes soon. */
  private static final long LATE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Set<Thread> timers = ConcurrentHashMap.newKeySet();
  private final WakeUps wakeUps = noting(LockSupport::unpark);

  /** Wake-ups whose timer is known once it has woken a thread. */
  private WakeUps noting(Consumer<Thread> unpark) {
    return new WakeUps(thread -> {
      timers.add(Thread.currentThread());
      unpark.accept(thread);
    });
  }

  @AfterEach
  void close() {
    wakeUps.close();
  }

  @Test
  void threadsAreWokenAtTheirMoments() throws Exception {
    Sleeper platform = new Sleeper(wakeUps, Thread.ofPlatform(), 3);
    Sleeper virtual = new Sleeper(wakeUps, Thread.ofVirtual(), 3);
    platform.sleep(SOON_NANOS);
    virtual.sleep(SOON_NANOS);
    platform.awaitEnd();
    virtual.awaitEnd();
    assertThat(timers).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @Test
  void aMomentThatIsEarlierThanThoseBeforeIsKept() throws Exception {
    for (int round = 0; round < 20; round++) {
      Sleeper late = virtual();
      late.sleep(LATE_NANOS);
      // The timer mostly sleeps by then; nothing else depends on it.
      LockSupport.parkNanos(SOON_NANOS);
      Sleeper hurried = virtual();
      hurried.sleep(SOON_NANOS);
      hurried.awaitEnd();
      assertThat(late.thread.isAlive()).isTrue();
      late.end();
    }
  }

  @Test
  void aThreadThatIsWokenEarlyMayWaitAgain() throws Exception {
    Sleeper early = new Sleeper(wakeUps, Thread.ofVirtual(), 2);
    early.sleep(LATE_NANOS);
    early.awaitParked();
    early.nanos = SOON_NANOS;
    LockSupport.unpark(early.thread);
    early.awaitEnd();
  }

  @Test
  void noWaitIsOverAtOnce() {
    Waiting waiting = wakeUps.waitingOf(Thread.currentThread());
    waiting.park(0);
    waiting.park(-1);
    assertThat(timers).isEmpty();
  }

  @Test
  void whatIsTooLongToCountIsLong() throws Exception {
    Sleeper patient = virtual();
    patient.sleep(Long.MAX_VALUE);
    patient.awaitParked();
    Sleeper hurried = virtual();
    hurried.sleep(SOON_NANOS);
    hurried.awaitEnd();
    assertThat(patient.thread.isAlive()).isTrue();
    patient.end();
  }

  @Test
  void aThreadThatCannotBeWokenForWantOfMemoryIsWokenLater() throws Exception {
    AtomicInteger failures = new AtomicInteger(10);
    try (WakeUps hungry =
        noting(thread -> {
          if (failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("test");
          }
          LockSupport.unpark(thread);
        })) {
      List<Sleeper> sleepers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Sleeper sleeper = new Sleeper(hungry, Thread.ofVirtual(), 2);
        sleeper.sleep(SOON_NANOS);
        sleepers.add(sleeper);
      }
      for (Sleeper sleeper : sleepers) {
        sleeper.awaitEnd();
      }
    }
    assertThat(timers).hasSize(1);
    assertThat(failures).hasNegativeValue();
  }

  @Test
  void aThreadThatIsNotWokenHoldsNoOtherBack() throws Exception {
    Set<Thread> stubborn = ConcurrentHashMap.newKeySet();
    try (WakeUps failing =
        noting(thread -> {
          if (stubborn.contains(thread)) {
            throw new OutOfMemoryError("test");
          }
          LockSupport.unpark(thread);
        })) {
      Sleeper stays = new Sleeper(failing, Thread.ofVirtual(), 1);
      stubborn.add(stays.thread);
      stays.sleep(SOON_NANOS);
      Sleeper goesOn = new Sleeper(failing, Thread.ofVirtual(), 3);
      goesOn.sleep(SOON_NANOS);
      goesOn.awaitEnd();
      assertThat(stays.thread.isAlive()).isTrue();
      stays.end();
    }
    awaitTimersEnded();
  }

  @Test
  void theTimerEndsWhenItIsClosed() throws Exception {
    Sleeper first = virtual();
    first.sleep(SOON_NANOS);
    first.awaitEnd();
    Sleeper gone = virtual();
    gone.sleep(LATE_NANOS);
    gone.end();
    assertThat(timers).singleElement().matches(Thread::isDaemon);
    wakeUps.close();
    awaitTimersEnded();
  }

  @Test
  void whoWaitsAfterTheEndIsWokenAllTheSame() throws Exception {
    for (int i = 0; i < 3; i++) {
      Sleeper sleeper = virtual();
      sleeper.sleep(SOON_NANOS);
      wakeUps.close();
      sleeper.awaitEnd();
    }
    awaitTimersEnded();
  }

  @Test
  void manyWaitAndAreWokenByBoth() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<Sleeper> sleepers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Sleeper sleeper = new Sleeper(wakeUps, Thread.ofVirtual(), 50);
      sleeper.sleep(random.nextLong(1, SOON_NANOS));
      sleepers.add(sleeper);
    }
    for (int i = 0; i < 5_000; i++) {
      LockSupport.unpark(sleepers.get(random.nextInt(sleepers.size())).thread);
    }
    for (Sleeper sleeper : sleepers) {
      sleeper.awaitEnd();
    }
    assertThat(timers).as("seed %d", seed).hasSize(1);
  }

  private void awaitTimersEnded() throws InterruptedException {
    for (Thread timer : timers) {
      assertThat(timer.join(PATIENCE)).isTrue();
    }
  }

  private Sleeper virtual() {
    return new Sleeper(wakeUps, Thread.ofVirtual(), 1);
  }

  /** Waits so many times, whoever ends its waits, and ends. */
  private static final class Sleeper {
    private final Thread thread;
    private volatile long nanos;

    Sleeper(WakeUps wakeUps, Thread.Builder builder, int times) {
      Waiting[] waiting = new Waiting[1];
      thread =
          builder.unstarted(() -> {
            for (int i = 0; i < times; i++) {
              waiting[0].park(nanos);
            }
          });
      waiting[0] = wakeUps.waitingOf(thread);
    }

    void sleep(long nanos) {
      this.nanos = nanos;
      thread.start();
    }

    void awaitParked() {
      await().atMost(PATIENCE).until(() -> thread.getState() == Thread.State.WAITING);
    }

    /** Ends its only wait. */
    void end() throws InterruptedException {
      LockSupport.unpark(thread);
      awaitEnd();
    }

    void awaitEnd() throws InterruptedException {
      assertThat(thread.join(PATIENCE)).isTrue();
    }
  }
}
