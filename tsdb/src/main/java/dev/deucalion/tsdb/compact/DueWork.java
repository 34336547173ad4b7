package dev.deucalion.tsdb.compact;

import java.io.IOException;

/** What a store has done now and then; for one thread. */
interface DueWork {
  /** Gives back what could not be given back while it was being read, and mends the head. */
  void reclaim() throws IOException;

  /** Whether the head has a range of time that is over. */
  boolean isHeadDue();

  /** Looks which blocks there are, and deletes those beyond the limits. */
  void reload() throws IOException;

  /** Moves series that ended into blocks when they are many. */
  void compactStale() throws IOException;

  /** Makes blocks of what the head has too much of, and merges blocks. */
  void compact() throws IOException;
}
