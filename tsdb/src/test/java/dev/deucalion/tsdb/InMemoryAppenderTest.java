package dev.deucalion.tsdb;

import dev.deucalion.storage.AppenderContract;
import dev.deucalion.storage.TestStore;

class InMemoryAppenderTest extends AppenderContract {
  @Override
  protected TestStore open() {
    return TestStore.of(Tsdb.inMemory());
  }
}
