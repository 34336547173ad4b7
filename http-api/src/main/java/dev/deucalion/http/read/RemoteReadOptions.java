package dev.deucalion.http.read;

/**
 * Limits of remote reads.
 *
 * @param maxSamples of one query of an answer that is not streamed; 0 for no limit
 * @param maxConcurrent reads at a time; others wait; 0 for no limit
 * @param maxFrameBytes of one frame of a streamed answer, which one chunk may exceed
 * @param maxAnswerBytes of an answer that is not streamed, before it is compressed
 */
public record RemoteReadOptions(
    int maxSamples, int maxConcurrent, int maxFrameBytes, int maxAnswerBytes) {
  /** The defaults of Prometheus. */
  public static final RemoteReadOptions DEFAULTS =
      new RemoteReadOptions(50_000_000, 10, 1 << 20, defaultAnswerBytes());

  private static int defaultAnswerBytes() {
    long heap = Runtime.getRuntime().maxMemory();
    return (int) Math.clamp(heap / 16, Math.min(64 << 20, heap / 8), 1 << 30);
  }
}
