package dev.deucalion.tsdb.wal;

import dev.deucalion.model.time.Ticker;
import dev.deucalion.tsdb.file.FileOps;

/**
 * What the logs of one store have in common.
 *
 * @param files the logs are in
 * @param ticker tells when what was written is to be synced
 * @param states gets the state of each log
 */
public record LogEnvironment(FileOps files, Ticker ticker, WriteStates states) {
  /** That of a store of which nothing is known yet. */
  public LogEnvironment(FileOps files, Ticker ticker) {
    this(files, ticker, new WriteStates());
  }
}
