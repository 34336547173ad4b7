package dev.deucalion.tsdb;

import dev.deucalion.storage.QuerierContract;
import dev.deucalion.storage.TestStore;

class InMemoryQuerierTest extends QuerierContract {
  @Override
  protected TestStore open() {
    return TestStore.of(Tsdb.inMemory());
  }
}
