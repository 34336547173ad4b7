package dev.deucalion.http.netty;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many large pages all answers may have at a time. Each page that is handed to the network
 * wakes a thread, which costs more than to fill it, so that long answers go out in large ones; but
 * clients who take nothing may hold only so many. Safe for use by many threads.
 */
final class LargePages {
  static final int PAGE_BYTES = 256 * 1024;

  private static final int SHARE_OF_HEAP = 32;

  private final AtomicInteger left;

  LargePages(long heapBytes) {
    this.left = new AtomicInteger((int) Math.min(heapBytes / SHARE_OF_HEAP / PAGE_BYTES, 4_096));
  }

  /** Whether one more may be made. */
  boolean take() {
    if (left.decrementAndGet() >= 0) {
      return true;
    }
    left.incrementAndGet();
    return false;
  }

  void giveBack(int count) {
    left.addAndGet(count);
  }
}
