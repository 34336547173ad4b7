package dev.deucalion.tsdb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of {@code docs/formats/lock.md}, and what else it says. */
class LockFormatTest {
  @TempDir private Path dir;

  @Test
  void theContentIsTheProcessId() throws IOException {
    Path file = dir.resolve("lock");
    byte[] pid = "4711".getBytes(StandardCharsets.US_ASCII);
    try (Closeable held = FileOps.SYSTEM.tryLock(file, pid)) {
      assertThat(held).isNotNull();
      assertThat(Files.readAllBytes(file)).containsExactly(0x34, 0x37, 0x31, 0x31);
    }
    try (DirectoryLock held = DirectoryLock.take(FileOps.SYSTEM, dir)) {
      assertThat(held.start()).isEqualTo(StartKind.CLEAN);
      assertThat(Files.readString(file)).isEqualTo(Long.toString(ProcessHandle.current().pid()));
      assertThatThrownBy(() -> DirectoryLock.take(FileOps.SYSTEM, dir))
          .isInstanceOf(IOException.class)
          .hasMessage("data directory " + dir + " is in use: its lock is held by another process");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatIsLeftBehindHoldsNobodyUp() throws IOException {
    Files.writeString(dir.resolve("lock"), "a longer content than a process id");
    try (DirectoryLock held = DirectoryLock.take(FileOps.SYSTEM, dir)) {
      assertThat(held.start()).isEqualTo(StartKind.UNCLEAN);
      assertThat(dir.resolve("lock")).content().containsOnlyDigits();
    }
  }
}
