package dev.deucalion.rules.schedule;

import dev.deucalion.model.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tasks by a clock of its own that goes on only when its owner says so, on the owner's thread:
 * hours pass at once, and everything happens in the same order each time. One thread.
 */
public final class VirtualScheduler implements Scheduler, Clock {
  private final List<Entry> entries = new ArrayList<>();
  private long nowMs;

  /** A clock that shows this time. */
  public VirtualScheduler(long startMs) {
    nowMs = startMs;
  }

  @Override
  public long nowMs() {
    return nowMs;
  }

  /** Lets time pass without anything being run, as when the process stands still. */
  public void stall(long ms) {
    nowMs += ms;
  }

  /** Runs everything up to a time, in order, which is then the time. */
  public void runUntil(long timeMs) {
    while (true) {
      Entry first = null;
      long firstMs = NEVER;
      for (Entry entry : entries) {
        long nextMs = entry.task.nextMs();
        if (nextMs < firstMs) {
          first = entry;
          firstMs = nextMs;
        }
      }
      if (first == null || firstMs > timeMs) {
        break;
      }
      nowMs = Math.max(nowMs, firstMs);
      first.task.run();
    }
    nowMs = Math.max(nowMs, timeMs);
  }

  /** Runs everything of some time to come. */
  public void run(long ms) {
    runUntil(nowMs + ms);
  }

  /** Forgets all tasks, as a kill does. */
  public void kill() {
    entries.clear();
  }

  @Override
  public Handle start(String name, Task task) {
    Entry entry = new Entry(task);
    entries.add(entry);
    return entry;
  }

  private final class Entry implements Handle {
    private final Task task;

    Entry(Task task) {
      this.task = task;
    }

    @Override
    public void stop() {
      entries.remove(this);
    }

    @Override
    public boolean isOver() {
      return !entries.contains(this) || task.nextMs() == NEVER;
    }
  }
}
