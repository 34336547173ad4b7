package dev.deucalion.tsdb.merge;

import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.QuerierContract;
import dev.deucalion.storage.TestStore;

/** A store whose samples lie in several stores is read as any other. */
class MergedQuerierContractTest extends QuerierContract {
  @Override
  protected TestStore open() {
    SplitStore split = new SplitStore(new long[] {1_000_000, 1_500_500, 3_000_000});
    return new TestStore() {
      @Override
      public Appender appender() {
        return split.appender();
      }

      @Override
      public Querier querier(long minTimeMs, long maxTimeMs) {
        return split.querier(minTimeMs, maxTimeMs);
      }

      @Override
      public void close() {
        split.close();
      }
    };
  }
}
