package dev.deucalion.tsdb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link FileOps} must do, so that the simulated file system is like the real one. */
abstract class FileOpsContract {
  private FileOps files = FileOps.SYSTEM;
  private Path dir = Path.of("");

  abstract FileOps files();

  /** An empty directory. */
  abstract Path directory();

  @BeforeEach
  void open() {
    files = files();
    dir = directory();
  }

  private void write(Path file, String text) throws IOException {
    try (WritableFile opened = files.openForWriting(file)) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      opened.write(bytes, 0, bytes.length, opened.size());
    }
  }

  private String read(Path file) throws IOException {
    return new String(files.read(file), StandardCharsets.US_ASCII);
  }

  @Test
  void filesKeepWhatWasWritten() throws Exception {
    Path file = dir.resolve("a");
    write(file, "one");
    write(file, "two");
    assertThat(read(file)).isEqualTo("onetwo");
    assertThat(files.size(file)).isEqualTo(6);
    try (WritableFile opened = files.openForWriting(file)) {
      opened.write(new byte[] {'x', 'O', 'N', 'E', 'x'}, 1, 3, 0);
      opened.setSize(4);
      opened.setSize(6);
      opened.sync();
    }
    files.syncDirectory(dir);
    assertThat(read(file)).isEqualTo("ONEt\0\0");
  }

  @Test
  void whatIsMissingIsSaidSo() throws Exception {
    Path none = dir.resolve("none");
    assertThat(files.list(none)).isEmpty();
    assertThat(files.isDirectory(none)).isFalse();
    files.delete(none);
    assertThatThrownBy(() -> files.size(none)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.read(none)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.rename(none, dir.resolve("b"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.link(none, dir.resolve("b"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.syncDirectory(none)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.openForWriting(none.resolve("a")))
        .isInstanceOf(IOException.class);
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> files.map(none, 1, arena)).isInstanceOf(IOException.class);
      write(none, "1");
      assertThatThrownBy(() -> files.map(none, 2, arena)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void directories() throws Exception {
    Path inner = dir.resolve("outer/inner");
    files.createDirectories(inner);
    files.createDirectories(inner);
    write(inner.resolve("b"), "");
    write(inner.resolve("a"), "");
    assertThat(files.list(inner)).containsExactly("a", "b");
    assertThat(files.isDirectory(inner)).isTrue();
    assertThat(files.isDirectory(inner.resolve("a"))).isFalse();
    assertThatThrownBy(() -> files.delete(inner)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.read(inner)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.createDirectories(inner.resolve("a")))
        .isInstanceOf(IOException.class);
    files.rename(inner, dir.resolve("outer/renamed"));
    files.delete(dir.resolve("outer/renamed/a"));
    files.delete(dir.resolve("outer/renamed/b"));
    files.delete(dir.resolve("outer/renamed"));
    assertThat(files.list(dir.resolve("outer"))).isEmpty();
  }

  @Test
  void renamesReplaceAndLinksShare() throws Exception {
    write(dir.resolve("a"), "one");
    write(dir.resolve("b"), "two");
    files.rename(dir.resolve("a"), dir.resolve("b"));
    assertThat(files.list(dir)).containsExactly("b");
    files.link(dir.resolve("b"), dir.resolve("c"));
    write(dir.resolve("c"), "+");
    files.delete(dir.resolve("c"));
    assertThat(read(dir.resolve("b"))).isEqualTo("one+");
    write(dir.resolve("d"), "");
    assertThatThrownBy(() -> files.link(dir.resolve("b"), dir.resolve("d")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void mappingsShowWhatIsWrittenLaterAndOutliveTheName() throws Exception {
    Path file = dir.resolve("a");
    for (long bytes : new long[] {4, 8 << 20}) {
      try (Arena arena = Arena.ofConfined();
          WritableFile opened = files.openForWriting(file)) {
        opened.setSize(bytes);
        opened.write(new byte[] {1, 2}, 0, 2, 0);
        MemorySegment map = files.map(file, bytes, arena);
        files.delete(file);
        opened.write(new byte[] {3, 4}, 0, 2, 2);
        assertThat(map.byteSize()).isEqualTo(bytes);
        assertThat(map.asSlice(0, 4).toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3, 4);
        assertThat(map.isReadOnly()).isTrue();
      }
    }
  }

  @Test
  void aLockIsHeldOnce() throws Exception {
    Path lock = dir.resolve("lock");
    // As many bytes as the longest process id has, which is what simulated files always write.
    String holder = "12345678901234567890";
    Closeable held = files.tryLock(lock, holder.getBytes(StandardCharsets.US_ASCII));
    assertThat(held).isNotNull();
    assertThat(read(lock)).isEqualTo(holder);
    assertThat(files.tryLock(lock, new byte[] {'8'})).isNull();
    assertThat(read(lock)).isEqualTo(holder);
    held.close();
    held.close();
    assertThat(files.list(dir)).isEmpty();
    Closeable again = files.tryLock(lock, new byte[] {'9'});
    assertThat(again).isNotNull();
    again.close();
  }

  @Test
  void thereIsRoom() throws Exception {
    FileOps.Space space = files.space(dir);
    assertThat(space.usableBytes()).isPositive().isLessThanOrEqualTo(space.totalBytes());
  }
}
