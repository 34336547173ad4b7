package dev.deucalion.tsdb.file;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SystemFileOpsTest extends FileOpsContract {
  @TempDir private Path dir;

  @Override
  FileOps files() {
    return FileOps.SYSTEM;
  }

  @Override
  Path directory() {
    return dir;
  }
}
