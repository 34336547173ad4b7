package dev.deucalion.rules.schedule;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a clock that goes on by itself; each task has a virtual thread of its own. */
public final class ThreadScheduler implements Scheduler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadScheduler.class);

  private final Clock clock;
  private final Waiting waiting;

  /**
   * A scheduler by a clock.
   *
   * @param waiting lets threads wait by that clock
   */
  public ThreadScheduler(Clock clock, Waiting waiting) {
    this.clock = clock;
    this.waiting = waiting;
  }

  @Override
  public Handle start(String name, Task task) {
    Loop loop = new Loop(task);
    loop.thread = Thread.ofVirtual().name(name).unstarted(loop);
    loop.thread.start();
    return loop;
  }

  /** The life of one task. */
  private final class Loop implements Runnable, Handle {
    private final Task task;
    private Thread thread = Thread.currentThread();
    private volatile boolean stopped;

    Loop(Task task) {
      this.task = task;
    }

    @Override
    public void run() {
      long nextMs = task.nextMs();
      while (nextMs != NEVER && awaitUntil(nextMs)) {
        runOnce();
        nextMs = task.nextMs();
      }
    }

    /** False when the task is to end before. */
    private boolean awaitUntil(long timeMs) {
      while (!stopped) {
        long waitMs = timeMs - clock.nowMs();
        if (waitMs <= 0) {
          return true;
        }
        waiting.parkIfPossible(TimeUnit.MILLISECONDS.toNanos(waitMs));
      }
      return false;
    }

    /** No fault, of ours, of the disk or for want of memory, must end what comes after it. */
    private void runOnce() {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        tell(e);
      }
    }

    private void tell(Throwable failure) {
      try {
        LOG.atError().setCause(failure).addKeyValue("task", thread.getName()).log("A task failed");
      } catch (OutOfMemoryError e) {
        // The next run is worth more than this line.
      }
    }

    @Override
    public boolean isOver() {
      return !thread.isAlive();
    }

    @Override
    public void stop() {
      stopped = true;
      LockSupport.unpark(thread);
      Waiting.untilEnded(thread);
    }
  }
}
