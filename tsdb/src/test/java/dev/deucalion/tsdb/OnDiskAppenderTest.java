package dev.deucalion.tsdb;

import dev.deucalion.storage.AppenderContract;
import dev.deucalion.storage.TestStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class OnDiskAppenderTest extends AppenderContract {
  @TempDir private Path dir;

  @Override
  protected TestStore open() throws IOException {
    return TestStore.of(Tsdb.open(dir, TsdbOptions.DEFAULTS));
  }
}
