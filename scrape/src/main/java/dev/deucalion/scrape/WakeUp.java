package dev.deucalion.scrape;

import org.jspecify.annotations.Nullable;

/**
 * When a thread is to be woken, and the links by which a {@link WakeUpHeap} holds that. A thread
 * has one for all its waits. Guarded by who has the heap, where nothing else is said.
 */
final class WakeUp {
  final Thread thread;

  /** Whether the thread waits, or is about to. The thread alone changes it. */
  volatile boolean wanted;

  /** The next of a chain that is being woken. For the thread that wakes. */
  @Nullable WakeUp nextDue;

  /** Of {@link System#nanoTime}. The heap alone changes this, and all below. */
  long momentNanos;

  /** Whether it is in the heap; any thread may ask. */
  volatile boolean isIn;

  @Nullable WakeUp firstChild;
  @Nullable WakeUp nextSibling;

  /** The sibling before it, or of a first child the parent. */
  @Nullable WakeUp before;

  WakeUp(Thread thread) {
    this.thread = thread;
  }
}
