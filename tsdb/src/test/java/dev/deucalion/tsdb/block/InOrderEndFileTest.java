package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of {@code docs/formats/in-order-end.md}. */
class InOrderEndFileTest {
  private static final long END_MS = 1_763_784_000_000L;

  @TempDir private Path dir;

  private Path file() {
    return dir.resolve(InOrderEndFile.NAME);
  }

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    InOrderEndFile.write(FileOps.SYSTEM, dir, END_MS);
    assertThat(HexFormat.ofDelimiter(" ").formatHex(Files.readAllBytes(file())))
        .isEqualTo("de c0 e4 d1 00 00 01 9a a9 b8 02 00 9c 8c 52 c9");
    assertThat(InOrderEndFile.read(FileOps.SYSTEM, dir)).hasValue(END_MS);
  }

  @Test
  void theNewestIsTheOneThatCounts() throws IOException {
    InOrderEndFile.write(FileOps.SYSTEM, dir, END_MS);
    InOrderEndFile.write(FileOps.SYSTEM, dir, -5);
    assertThat(InOrderEndFile.read(FileOps.SYSTEM, dir)).hasValue(-5);
    assertThat(FileOps.SYSTEM.list(dir)).containsExactly(InOrderEndFile.NAME);
  }

  @Test
  void mostlyThereIsNone() throws IOException {
    assertThat(InOrderEndFile.read(FileOps.SYSTEM, dir)).isEmpty();
    assertThat(InOrderEndFile.read(FileOps.SYSTEM, dir.resolve("none"))).isEmpty();
  }

  @Test
  void damageIsFoundWhereverItIs() throws IOException {
    InOrderEndFile.write(FileOps.SYSTEM, dir, END_MS);
    byte[] good = Files.readAllBytes(file());
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 4;
      Files.write(file(), bad);
      assertThatThrownBy(() -> InOrderEndFile.read(FileOps.SYSTEM, dir))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageStartingWith(file() + ": at offset ");
    }
    Files.write(file(), new byte[3]);
    assertThatThrownBy(() -> InOrderEndFile.read(FileOps.SYSTEM, dir))
        .hasMessageContaining("expected 16 bytes, found 3");
  }
}
