package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionFileTest {
  private static final QueuePosition FIRST =
      new QueuePosition(new LogPosition(1, 2), new LogPosition(3, 4));
  private static final QueuePosition SECOND =
      new QueuePosition(new LogPosition(5, 6), new LogPosition(7, 8));

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("a.position");
  }

  private void save(QueuePosition saved) throws IOException {
    try (PositionFile file = PositionFile.open(FileOps.SYSTEM, path)) {
      file.save(saved);
    }
  }

  @Test
  void theLastWriteCounts() throws IOException {
    assertThat(PositionFile.read(FileOps.SYSTEM, path)).isEmpty();
    for (int i = 0; i < 5; i++) {
      save(FIRST);
      assertThat(PositionFile.read(FileOps.SYSTEM, path)).contains(FIRST);
      save(SECOND);
      assertThat(PositionFile.read(FileOps.SYSTEM, path)).contains(SECOND);
    }
    assertThat(Files.size(path)).isEqualTo(2 * PositionFile.SLOT_BYTES);
  }

  @Test
  void aTornWriteLeavesTheOneBefore() throws IOException {
    save(FIRST);
    save(SECOND);
    byte[] bytes = Files.readAllBytes(path);
    for (int i = 0; i < 52; i++) {
      byte[] torn = bytes.clone();
      torn[i] ^= 1;
      Files.write(path, torn);
      assertThat(PositionFile.read(FileOps.SYSTEM, path)).as("byte %s", i).contains(FIRST);
    }
  }

  @Test
  void anyOtherFileSaysNothing() throws IOException {
    Files.writeString(path, "x".repeat(200));
    assertThat(PositionFile.read(FileOps.SYSTEM, path)).isEmpty();
    Files.write(path, new byte[7]);
    assertThat(PositionFile.read(FileOps.SYSTEM, path)).isEmpty();
  }

  @Test
  void theFormatStays() throws IOException {
    save(FIRST);
    byte[] bytes = Files.readAllBytes(path);
    assertThat(HexFormat.of().formatHex(bytes, PositionFile.SLOT_BYTES, bytes.length - 16))
        .startsWith(
            "de0ca11000000001000000000000000100000000000000010000000000000002"
                + "00000000000000030000000000000004");
  }
}
