package dev.deucalion.tsdb.wal;

/**
 * How a log is replayed.
 *
 * @param kind which log it is
 * @param from where to begin, a place that the log has
 * @param threads that may read it, at least 1; the consumer sees one only
 */
public record ReplayOptions(LogKind kind, LogPosition from, int threads) {
  /** All of a write-ahead log, by the thread that asks for it. */
  public static final ReplayOptions ALL =
      new ReplayOptions(LogKind.WRITE_AHEAD, LogPosition.BEGINNING, 1);

  /** The same for a log of another kind. */
  public ReplayOptions withKind(LogKind newKind) {
    return new ReplayOptions(newKind, from, threads);
  }

  /** The same from another place on. */
  public ReplayOptions withFrom(LogPosition newFrom) {
    return new ReplayOptions(kind, newFrom, threads);
  }

  /** The same with another number of threads. */
  public ReplayOptions withThreads(int newThreads) {
    return new ReplayOptions(kind, from, newThreads);
  }
}
