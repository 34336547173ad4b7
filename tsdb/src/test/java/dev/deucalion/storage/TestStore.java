package dev.deucalion.storage;

import java.io.Closeable;
import java.io.IOException;

/** A store under test. */
public interface TestStore extends Appendable, Queryable, Closeable {
  /** A store made of its two sides. */
  static <T extends Appendable & Queryable & Closeable> TestStore of(T store) {
    return new TestStore() {
      @Override
      public Appender appender() {
        return store.appender();
      }

      @Override
      public Querier querier(long minTimeMs, long maxTimeMs) {
        return store.querier(minTimeMs, maxTimeMs);
      }

      @Override
      public void close() throws IOException {
        store.close();
      }
    };
  }
}
