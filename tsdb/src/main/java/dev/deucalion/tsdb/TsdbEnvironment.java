package dev.deucalion.tsdb;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Ticker;
import dev.deucalion.tsdb.file.FileOps;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * What a store does not decide by itself. A simulation gives one of its own, and the same numbers
 * make the same store again: nothing else is uncertain but the threads that sync and compact.
 *
 * @param clock tells the age of blocks and their names
 * @param files the data directory is in
 * @param random for names of blocks and seeds of hashes; safe for use by many threads
 * @param startThreads how many threads may read and decode files while the store opens, at least 1;
 *     with 1 it is the one that opens it
 * @param ticker tells when logs are to be synced
 */
public record TsdbEnvironment(
    Clock clock, FileOps files, RandomGenerator random, int startThreads, Ticker ticker) {
  /** That of the process. Hash seeds cannot be guessed from outside. */
  public static final TsdbEnvironment SYSTEM =
      new TsdbEnvironment(
          Clock.SYSTEM,
          FileOps.SYSTEM,
          new SecureRandom(),
          Math.max(2, Runtime.getRuntime().availableProcessors()));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when there is no thread
   */
  public TsdbEnvironment {
    if (startThreads < 1) {
      throw new IllegalArgumentException(startThreads + " threads");
    }
  }

  /** One whose logs are synced by the system's time. */
  public TsdbEnvironment(Clock clock, FileOps files, RandomGenerator random, int startThreads) {
    this(clock, files, random, startThreads, Ticker.SYSTEM);
  }

  /** The same with another clock. */
  public TsdbEnvironment withClock(Clock newClock) {
    return new TsdbEnvironment(newClock, files, random, startThreads, ticker);
  }

  /** The same with other files. */
  public TsdbEnvironment withFiles(FileOps newFiles) {
    return new TsdbEnvironment(clock, newFiles, random, startThreads, ticker);
  }

  /** The same with another ticker. */
  public TsdbEnvironment withTicker(Ticker newTicker) {
    return new TsdbEnvironment(clock, files, random, startThreads, newTicker);
  }
}
