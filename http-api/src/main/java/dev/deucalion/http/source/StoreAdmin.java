package dev.deucalion.http.source;

import dev.deucalion.model.labels.Matcher;
import java.io.IOException;
import java.util.List;

/** What administrators can do to the store; each call returns when it is done. */
public interface StoreAdmin {
  /** What goes into a snapshot. */
  enum SnapshotScope {
    /** Blocks only: the newest hours are not in it. */
    BLOCKS,
    /** Everything. */
    BLOCKS_AND_HEAD
  }

  /**
   * Deletes samples with {@code minTimeMs <= time <= maxTimeMs} of the series that all matchers
   * match.
   */
  void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException;

  /** Writes blocks anew without what was deleted from them. */
  void cleanTombstones() throws IOException;

  /**
   * Makes a snapshot of the store in a new directory below {@code snapshots}.
   *
   * @return the directory's name
   */
  String snapshot(SnapshotScope scope) throws IOException;
}
