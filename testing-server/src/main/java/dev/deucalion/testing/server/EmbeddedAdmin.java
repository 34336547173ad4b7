package dev.deucalion.testing.server;

import dev.deucalion.http.source.StoreAdmin;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.util.List;

/** Administration of a store in memory, which has no snapshots. */
final class EmbeddedAdmin implements StoreAdmin {
  private final Tsdb store;

  EmbeddedAdmin(Tsdb store) {
    this.store = store;
  }

  @Override
  public void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException {
    store.delete(minTimeMs, maxTimeMs, matchers);
  }

  @Override
  public void cleanTombstones() throws IOException {
    store.cleanTombstones();
  }

  @Override
  public String snapshot(SnapshotScope scope) throws IOException {
    throw new IOException("a store in memory has no directory for snapshots");
  }
}
