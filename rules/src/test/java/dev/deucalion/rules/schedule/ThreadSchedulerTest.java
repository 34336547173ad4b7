package dev.deucalion.rules.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ThreadSchedulerTest {
  private final AtomicLong nowMs = new AtomicLong(1_000);
  private final Clock clock = nowMs::get;

  /** Waiting takes the clock to the end of the wait at once. */
  private final Waiting jumping = nanos -> nowMs.addAndGet(nanos / 1_000_000);

  @Test
  void runsATaskAtItsTimesUntilItHasNone() throws InterruptedException {
    List<Long> runs = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    new ThreadScheduler(clock, jumping)
        .start(
            "task",
            new Scheduler.Task() {
              @Override
              public long nextMs() {
                if (runs.size() == 3) {
                  ended.countDown();
                  return Scheduler.NEVER;
                }
                return 2_000 + 500L * runs.size();
              }

              @Override
              public void run() {
                runs.add(nowMs.get());
              }
            });
    ended.await();
    assertThat(runs).containsExactly(2_000L, 2_500L, 3_000L);
  }

  @Test
  void aTaskThatFailsRunsAgain() throws InterruptedException {
    runsAgainAfter(new IllegalStateException("a fault"));
  }

  @Test
  void aTaskThatMeetsAnErrorRunsAgain() throws InterruptedException {
    runsAgainAfter(new InternalError("a fault of a mapped file"));
  }

  @Test
  void withoutMemoryToWaitATaskRunsAllTheSame() throws InterruptedException {
    Waiting hungry =
        nanos -> {
          nowMs.addAndGet(100);
          throw new OutOfMemoryError("test");
        };
    Semaphore runs = new Semaphore(0);
    Scheduler.Handle handle =
        new ThreadScheduler(clock, hungry)
            .start(
                "task",
                new Scheduler.Task() {
                  @Override
                  public long nextMs() {
                    return nowMs.get() + 1_000;
                  }

                  @Override
                  public void run() {
                    runs.release();
                  }
                });
    runs.acquire(3);
    handle.stop();
    assertThat(handle.isOver()).isTrue();
  }

  private void runsAgainAfter(Throwable failure) throws InterruptedException {
    Semaphore runs = new Semaphore(0);
    Scheduler.Handle handle =
        new ThreadScheduler(clock, jumping)
            .start(
                "task",
                new Scheduler.Task() {
                  @Override
                  public long nextMs() {
                    return nowMs.get() + 1;
                  }

                  @Override
                  public void run() {
                    runs.release();
                    switch (failure) {
                      case Error e -> throw e;
                      case Throwable e -> throw new IllegalStateException(e);
                    }
                  }
                });
    runs.acquire(3);
    handle.stop();
    runs.drainPermits();
    assertThat(runs.availablePermits()).isZero();
  }

  @Test
  void stopEndsAWait() {
    Scheduler.Handle handle =
        new ThreadScheduler(clock, nanos -> LockSupport.park())
            .start(
                "task",
                new Scheduler.Task() {
                  @Override
                  public long nextMs() {
                    return 1_000_000;
                  }

                  @Override
                  public void run() {
                    throw new IllegalStateException("not yet due");
                  }
                });
    handle.stop();
  }
}
