package dev.deucalion.rules.schedule;

/**
 * Runs tasks at the times that they name. Safe for many threads.
 *
 * <p>One that drives a virtual clock takes the task whose time comes first, sets the clock to that
 * time, runs it and asks it for its next time.
 */
public interface Scheduler {
  /** A time that never comes. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Has a task run from now on.
   *
   * @param name for whoever looks at threads
   */
  Handle start(String name, Task task);

  /** Something that is done again and again. Never called by two threads at a time. */
  interface Task {
    /**
     * When it wants to run, in milliseconds since the epoch; asked before each run. After {@link
     * #NEVER} it is not asked again.
     */
    long nextMs();

    /** Does it once, at that time or as soon after as possible. Must not throw. */
    void run();
  }

  /** A task that was started. */
  interface Handle {
    /**
     * Ends the task; when this returns, it neither runs nor will. Must not be called by the task.
     */
    void stop();

    /** Whether the task will never run again. */
    boolean isOver();
  }
}
