package dev.deucalion.http.debug;

import dev.deucalion.http.debug.PprofProfile.Measure;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at the stacks of the threads of the platform. */
final class StackSampler {
  /** Rare enough that looking costs little. */
  private static final long PERIOD_NANOS = 20_000_000;

  private StackSampler() {}

  /** What was seen, and for how long. */
  record Seen(PprofProfile profile, long durationNanos) {
    byte[] encode(long timeMs) {
      return profile.encode(new PprofProfile.Taking(timeMs, durationNanos, PERIOD_NANOS));
    }
  }

  /**
   * Looks again and again.
   *
   * @param working whether only threads that run count, not those that wait
   * @throws InterruptedException when nobody wants to know any more
   */
  static Seen watch(long durationNanos, boolean working) throws InterruptedException {
    PprofProfile profile =
        new PprofProfile(
            new Measure("samples", "count"), new Measure(working ? "cpu" : "time", "nanoseconds"));
    long start = System.nanoTime();
    long looks = 0;
    while (System.nanoTime() - start < durationNanos) {
      look(profile, working);
      looks++;
      long next = start + looks * PERIOD_NANOS - System.nanoTime();
      if (next > 0) {
        TimeUnit.NANOSECONDS.sleep(next);
      }
    }
    return new Seen(profile, System.nanoTime() - start);
  }

  private static void look(PprofProfile profile, boolean working) {
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      boolean counts = !working || isWorking(thread.getKey(), thread.getValue());
      if (counts && thread.getValue().length > 0) {
        profile.add(thread.getValue(), 1, PERIOD_NANOS);
      }
    }
  }

  /** Threads that wait for the network count as running, but are within native code then. */
  private static boolean isWorking(Thread thread, StackTraceElement[] stack) {
    return thread.getState() == Thread.State.RUNNABLE
        && !thread.equals(Thread.currentThread())
        && stack.length > 0
        && !stack[0].isNativeMethod();
  }

  /** The stacks of all threads at this moment, one for each. */
  static PprofProfile threads() {
    PprofProfile profile = new PprofProfile(new Measure("goroutine", "count"));
    Thread.getAllStackTraces()
        .values()
        .forEach(stack -> {
          if (stack.length > 0) {
            profile.add(stack, 1);
          }
        });
    return profile;
  }
}
