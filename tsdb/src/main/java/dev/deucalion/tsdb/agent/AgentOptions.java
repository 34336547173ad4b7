package dev.deucalion.tsdb.agent;

import dev.deucalion.tsdb.wal.LogOwner;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.WalOptions;

/**
 * Settings of an agent's store, with Prometheus' defaults.
 *
 * @param wal how the log is written; as an agent's, whatever it says
 * @param lockFile whether the directory is guarded against a second process
 * @param truncateEveryMs how often the log is shortened, at least 1
 * @param minAgeMs least age of what a truncation lets go of, behind what was sent, at least 0
 * @param maxAgeMs age from which on it lets go also of what was not sent; never less than the other
 *     two
 */
public record AgentOptions(
    WalOptions wal, LockFile lockFile, long truncateEveryMs, long minAgeMs, long maxAgeMs) {
  /** Whether the data directory holds a lock file while the store is open. */
  public enum LockFile {
    /** There is a lock file, and a second process is refused. */
    HELD,
    /** There is none. */
    NONE
  }

  private static final long MINUTE_MS = 60_000;

  /** As in a Prometheus agent without flags. */
  public static final AgentOptions DEFAULTS =
      new AgentOptions(
          new WalOptions(128 << 20, Compression.SNAPPY, 1000),
          LockFile.HELD,
          120 * MINUTE_MS,
          5 * MINUTE_MS,
          240 * MINUTE_MS);

  /**
   * Checks the times, and makes the log an agent's.
   *
   * @throws IllegalArgumentException when a time is out of its range
   */
  public AgentOptions {
    if (truncateEveryMs < 1 || minAgeMs < 0) {
      throw new IllegalArgumentException(
          "truncation each " + truncateEveryMs + " ms of what is older than " + minAgeMs + " ms");
    }
    wal = wal.withOwner(LogOwner.AGENT);
    maxAgeMs = Math.max(maxAgeMs, Math.max(minAgeMs, truncateEveryMs));
  }

  /** The same with a log that is written in another way. */
  public AgentOptions withWal(WalOptions newWal) {
    return new AgentOptions(newWal, lockFile, truncateEveryMs, minAgeMs, maxAgeMs);
  }

  /** The same with or without a lock file. */
  public AgentOptions withLockFile(LockFile newLockFile) {
    return new AgentOptions(wal, newLockFile, truncateEveryMs, minAgeMs, maxAgeMs);
  }

  /** The same with other times of truncations, ms. */
  public AgentOptions withTruncation(long newEveryMs, long newMinAgeMs, long newMaxAgeMs) {
    return new AgentOptions(wal, lockFile, newEveryMs, newMinAgeMs, newMaxAgeMs);
  }
}
