package dev.deucalion.rules.notify;

/**
 * Bounds of a {@link Notifier}.
 *
 * @param queueCapacity alerts that may wait for one Alertmanager
 * @param maxBatchSize alerts in one request at most
 * @param atEnd what becomes of alerts that wait when an Alertmanager is no longer told
 * @param firstPauseMs until a request that failed is tried again; each further one takes twice as
 *     long
 * @param maxPauseMs longest such pause
 */
public record NotifierOptions(
    int queueCapacity, int maxBatchSize, AtEnd atEnd, long firstPauseMs, long maxPauseMs) {
  /** As the command line has it when it is silent. */
  public static final NotifierOptions DEFAULTS =
      new NotifierOptions(10_000, 256, AtEnd.SEND, 500, 5_000);

  /** What to do with alerts that wait. */
  public enum AtEnd {
    /** Send them, as long as the Alertmanager takes them at the first try. */
    SEND,
    /** Drop and count them. */
    DROP
  }

  /** Takes sizes below 1 for 1. */
  public NotifierOptions {
    queueCapacity = Math.max(1, queueCapacity);
    maxBatchSize = Math.max(1, maxBatchSize);
  }

  /** The same with room for another number of alerts, and another most of a request. */
  public NotifierOptions withQueue(int capacity, int batchSize) {
    return new NotifierOptions(capacity, batchSize, atEnd, firstPauseMs, maxPauseMs);
  }

  /** The same with another end. */
  public NotifierOptions withAtEnd(AtEnd other) {
    return new NotifierOptions(queueCapacity, maxBatchSize, other, firstPauseMs, maxPauseMs);
  }

  /** The same with other pauses before the next try, ms. */
  public NotifierOptions withPauses(long firstMs, long maxMs) {
    return new NotifierOptions(queueCapacity, maxBatchSize, atEnd, firstMs, maxMs);
  }
}
