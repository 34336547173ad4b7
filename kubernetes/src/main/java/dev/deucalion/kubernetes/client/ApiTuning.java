package dev.deucalion.kubernetes.client;

/**
 * How the API is called.
 *
 * @param userAgent the name of the program in each request
 * @param retryMs pause before a failed request is tried again; it doubles up to 32 times
 * @param pageSize objects in one answer to a list, so that a large cluster is read piece by piece
 */
public record ApiTuning(String userAgent, int retryMs, long pageSize) {
  /** Pause after the first failure. */
  public static final int RETRY_MS = 1_000;

  private static final long PAGE_SIZE = 500;

  public static ApiTuning of(String userAgent) {
    return new ApiTuning(userAgent, RETRY_MS, PAGE_SIZE);
  }

  public ApiTuning withRetryMs(int other) {
    return new ApiTuning(userAgent, other, pageSize);
  }
}
