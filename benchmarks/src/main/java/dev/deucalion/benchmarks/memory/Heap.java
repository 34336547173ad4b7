package dev.deucalion.benchmarks.memory;

import java.lang.management.ManagementFactory;

/** Live bytes of this process' heap. */
final class Heap {
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Collects, then counts. */
  static long liveBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
