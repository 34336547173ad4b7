package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadBlocksTest {
  private static final String BLOCK = "01M7XPW5QA5Y6CYGZSDWHP5E8G";

  @TempDir private Path dir;

  @Test
  void blocksAreFoundAndKept() throws IOException {
    Files.createDirectories(dir.resolve(BLOCK).resolve("chunks"));
    Files.writeString(dir.resolve(BLOCK).resolve("meta.json"), "{}");
    Tsdb.open(dir, TsdbOptions.DEFAULTS).close();
    assertThat(UnreadBlocks.in(FileOps.SYSTEM, dir)).containsExactly(BLOCK);
    assertThat(dir.resolve(BLOCK).resolve("meta.json")).hasContent("{}");
  }

  @Test
  void otherFilesAreNoBlocks() throws IOException {
    for (String name : new String[] {"lost+found", "01M7XPW5QA5Y6CYGZSDWHP5E8U", BLOCK + ".tmp"}) {
      Files.createDirectories(dir.resolve(name));
    }
    Tsdb.open(dir, TsdbOptions.DEFAULTS).close();
    assertThat(UnreadBlocks.in(FileOps.SYSTEM, dir)).isEmpty();
  }
}
