package dev.deucalion.tsdb.file;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The file system with the locks of platforms that have no {@code flock}. */
class RecordLocksTest extends FileOpsContract {
  @TempDir private Path dir;

  @Override
  FileOps files() {
    return new SystemFileOps(RecordLocks::new);
  }

  @Override
  Path directory() {
    return dir;
  }
}
