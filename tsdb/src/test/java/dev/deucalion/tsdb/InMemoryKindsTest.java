package dev.deucalion.tsdb;

import dev.deucalion.storage.SampleKindsContract;
import dev.deucalion.storage.TestStore;

class InMemoryKindsTest extends SampleKindsContract {
  @Override
  protected TestStore open() {
    return TestStore.of(Tsdb.inMemory());
  }
}
