package dev.deucalion.http.netty;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * How large bodies of requests may be: each, and all that are in memory at a time, long heads
 * included. Safe for use by many threads.
 */
public final class BodyLimits {
  private final ToIntFunction<String> maxBytes;
  private final long maxTotalBytes;
  private final AtomicLong totalBytes = new AtomicLong();

  /**
   * Limits.
   *
   * @param maxBytes of one body, by the path of the request as it came
   * @param maxTotalBytes of all bodies; a request that needs more is refused as unavailable
   */
  public BodyLimits(ToIntFunction<String> maxBytes, long maxTotalBytes) {
    this.maxBytes = maxBytes;
    this.maxTotalBytes = maxTotalBytes;
  }

  int maxBytes(String target) {
    int question = target.indexOf('?');
    return maxBytes.applyAsInt(question < 0 ? target : target.substring(0, question));
  }

  /** Takes bytes of the total; they are to be given back unless this says false. */
  boolean take(int bytes) {
    if (totalBytes.addAndGet(bytes) <= maxTotalBytes) {
      return true;
    }
    totalBytes.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    totalBytes.addAndGet(-bytes);
  }

  /** Bytes of the total that are taken now. */
  public long takenBytes() {
    return totalBytes.get();
  }
}
