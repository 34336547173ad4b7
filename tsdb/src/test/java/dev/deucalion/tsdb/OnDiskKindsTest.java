package dev.deucalion.tsdb;

import dev.deucalion.storage.SampleKindsContract;
import dev.deucalion.storage.TestStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class OnDiskKindsTest extends SampleKindsContract {
  @TempDir private Path dir;

  @Override
  protected TestStore open() throws IOException {
    return TestStore.of(Tsdb.open(dir, TsdbOptions.DEFAULTS));
  }

  @Override
  protected TestStore reopen(TestStore before) throws Exception {
    before.close();
    return open();
  }
}
