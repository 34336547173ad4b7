package dev.deucalion.testing.time;

import dev.deucalion.model.time.Clock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A clock that its owner turns, and what is done on the way. Everything happens on the thread that
 * turns it, in the same order each time: by time, then by {@link Phase}, then in the order in which
 * it was asked for. Times are milliseconds since the epoch.
 */
public final class Timeline implements Clock {
  /** What comes first of what is due at the same time. */
  public enum Phase {
    /** Samples that a test has written down. */
    FEED,
    /** Scrapes, which see what targets show then. */
    SCRAPE,
    /** Rules, which see all samples of that time. */
    RULES
  }

  /** Something that is done again and again. */
  @FunctionalInterface
  public interface Task {
    /** Does it; returns whether it is to be done again, as it is when it throws. */
    boolean run(long timeMs);
  }

  private final long startMs;
  private final AtomicReference<@Nullable Thread> turning = new AtomicReference<>();
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private volatile long nowMs;
  private long asked;

  /** A clock that shows this time. */
  public Timeline(long startMs) {
    this.startMs = startMs;
    this.nowMs = startMs;
  }

  @Override
  public long nowMs() {
    return nowMs;
  }

  /**
   * Has something done whenever a whole number of intervals has passed since the start of the
   * clock, but not now.
   *
   * @param intervalMs greater than 0
   * @throws IllegalArgumentException when it is not
   */
  public void every(long intervalMs, Phase phase, Task task) {
    if (intervalMs <= 0) {
      throw new IllegalArgumentException("an interval of " + intervalMs + " ms");
    }
    long passed = Math.floorDiv(nowMs - startMs, intervalMs);
    startAt(startMs + (passed + 1) * intervalMs, intervalMs, phase, task);
  }

  /** Has something done at a time, not in the past, and then in each interval. */
  public void startAt(long firstMs, long intervalMs, Phase phase, Task task) {
    entries.add(new Entry(task, phase, intervalMs, asked++, firstMs));
  }

  /**
   * Goes on to a time, doing all that is due up to then, that time included. What a task throws
   * ends it, and the clock stands where it was thrown; the task is done again at its next interval,
   * and what else was due comes first when the clock goes on.
   *
   * @throws IllegalArgumentException when the time has passed
   * @throws IllegalStateException while another thread turns the clock
   */
  public void advanceTo(long timeMs) {
    Thread caller = Thread.currentThread();
    Thread owner = turning.compareAndExchange(null, caller);
    if (owner != null && !owner.equals(caller)) {
      throw new IllegalStateException("another thread turns the clock: " + owner.getName());
    }
    try {
      goTo(timeMs);
    } finally {
      if (owner == null) {
        turning.set(null);
      }
    }
  }

  /**
   * Goes on by a time, as {@link #advanceTo}.
   *
   * @throws IllegalArgumentException when it is negative, or its end is no time in milliseconds
   * @throws IllegalStateException while another thread turns the clock
   */
  public void advanceBy(Duration duration) {
    long timeMs;
    try {
      timeMs = Math.addExact(nowMs, duration.toMillis());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the clock cannot go on by " + duration, e);
    }
    advanceTo(timeMs);
  }

  private void goTo(long timeMs) {
    if (timeMs < nowMs) {
      throw new IllegalArgumentException("the clock cannot go back by " + (nowMs - timeMs) + " ms");
    }
    for (Entry first = entries.peek();
        first != null && first.nextMs <= timeMs;
        first = entries.peek()) {
      entries.poll();
      nowMs = Math.max(nowMs, first.nextMs);
      boolean again = true;
      try {
        again = first.task.run(nowMs);
      } finally {
        if (again) {
          first.nextMs += first.intervalMs;
          entries.add(first);
        }
      }
    }
    nowMs = Math.max(nowMs, timeMs);
  }

  /** A task and when it is done next. */
  private static final class Entry implements Comparable<Entry> {
    private final Task task;
    private final Phase phase;
    private final long intervalMs;
    private final long number;
    private long nextMs;

    Entry(Task task, Phase phase, long intervalMs, long number, long nextMs) {
      this.task = task;
      this.phase = phase;
      this.intervalMs = intervalMs;
      this.number = number;
      this.nextMs = nextMs;
    }

    @Override
    public int compareTo(Entry other) {
      if (nextMs != other.nextMs) {
        return Long.compare(nextMs, other.nextMs);
      }
      int byPhase = phase.compareTo(other.phase);
      return byPhase != 0 ? byPhase : Long.compare(number, other.number);
    }
  }
}
