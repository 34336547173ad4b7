package dev.deucalion.testing;

import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A store that is made when it is first written to or read. Not thread-safe. */
final class LateStore implements Appendable, Queryable, AutoCloseable {
  private @Nullable Tsdb made;

  @Override
  public Appender appender() {
    return store().appender();
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    return store().querier(minTimeMs, maxTimeMs);
  }

  private Tsdb store() {
    Tsdb store = made;
    if (store == null) {
      store = Tsdb.inMemory(TsdbOptions.DEFAULTS, new SplittableRandom(0));
      made = store;
    }
    return store;
  }

  @Override
  public void close() throws IOException {
    if (made != null) {
      made.close();
    }
  }
}
