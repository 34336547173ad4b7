package dev.deucalion.tsdb.compact;

import static dev.deucalion.tsdb.compact.Metas.meta;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadedBlocksTest {
  @TempDir private Path dir;
  private Path file;
  private long nowMs = 1_000_000;
  private UploadedBlocks waiting;

  @BeforeEach
  void makeFilter() {
    file = dir.resolve("thanos.shipper.json");
    waiting = new UploadedBlocks(FileOps.SYSTEM, file, () -> nowMs);
  }

  @Test
  void blocksOfTheHeadWaitUntilTheyAreNamed() throws IOException {
    Files.writeString(file, "{\"version\":1,\"x\":{\"y\":[1]},\"uploaded\":[\"1\",\"2\"]}");
    assertThat(waiting.test(meta("1", 0, 1))).isFalse();
    assertThat(waiting.test(meta("3", 0, 1))).isTrue();
    assertThat(waiting.test(meta("3", 0, 1, 2, List.of()))).as("of level 2").isFalse();
  }

  @Test
  void theFileIsReadOnceAMinute() throws IOException {
    Files.writeString(file, "{\"uploaded\":null}");
    assertThat(waiting.test(meta("1", 0, 1))).isTrue();
    Files.writeString(file, "{\"uploaded\":[\"1\"]}");
    nowMs += 59_999;
    assertThat(waiting.test(meta("1", 0, 1))).isTrue();
    nowMs += 1;
    assertThat(waiting.test(meta("1", 0, 1))).isFalse();
  }

  @Test
  void withoutAReadableFileNoneWaits() throws IOException {
    assertThat(waiting.test(meta("1", 0, 1))).as("there is none").isFalse();
    for (String bad : List.of("", "[]", "{\"uploaded\":7}", "{\"uploaded\":[7]}", "{\"uplo")) {
      Files.writeString(file, bad);
      assertThat(waiting.test(meta("1", 0, 1))).as(bad).isFalse();
    }
  }
}
