package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.ForwardingChunks;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;

/**
 * Chunks of the head that end only when the log is synced: a block that has them must not outlive
 * the rest of the batches that they came with.
 */
final class LoggedChunks extends ForwardingChunks {
  private final RecordLog log;

  LoggedChunks(SeriesChunks chunks, RecordLog log) {
    super(chunks);
    this.log = log;
  }

  @Override
  public boolean nextSeries() throws IOException {
    boolean found = super.nextSeries();
    if (!found) {
      log.sync();
    }
    return found;
  }
}
