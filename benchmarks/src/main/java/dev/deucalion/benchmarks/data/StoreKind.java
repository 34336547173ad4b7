package dev.deucalion.benchmarks.data;

import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Where a benchmark's store keeps what it is given. */
public enum StoreKind {
  /** No log, no files. */
  MEMORY,

  /** Log and chunk files in a folder. */
  DISK;

  /**
   * Opens a store.
   *
   * @param dir an empty folder
   */
  public Tsdb open(Path dir) throws IOException {
    return switch (this) {
      case MEMORY -> Tsdb.inMemory();
      case DISK -> Tsdb.open(dir, TsdbOptions.DEFAULTS);
    };
  }
}
