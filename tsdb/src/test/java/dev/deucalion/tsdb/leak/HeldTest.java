package dev.deucalion.tsdb.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted is found, and nothing once it is gone. */
class HeldTest {
  @TempDir private Path dir;
  private Held before = new Held(Set.of(), Set.of(), Set.of());

  @BeforeEach
  void look() {
    before = Held.now();
  }

  @Test
  void findsAThread() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .name("planted")
            .start(() -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(before.leftBehind(Duration.ofMillis(1)))
        .singleElement()
        .asString()
        .startsWith("thread planted in ");
    end.countDown();
    assertThat(before.leftBehind(Duration.ofSeconds(30))).isEmpty();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void findsAnOpenFile() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    Path file = Files.writeString(dir.resolve("planted"), "x");
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(channel.size()).isEqualTo(1);
      assertThat(before.leftBehind(Duration.ZERO))
          .singleElement()
          .asString()
          .startsWith("open file ")
          .endsWith("/planted");
    }
    assertThat(before.leftBehind(Duration.ZERO)).isEmpty();
  }

  @Test
  void findsAMappingAlsoOfAFileThatIsDeleted() throws Exception {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/maps")));
    Path file = Files.writeString(dir.resolve("planted"), "x");
    try (Arena arena = Arena.ofConfined()) {
      try (FileChannel channel = FileChannel.open(file)) {
        channel.map(FileChannel.MapMode.READ_ONLY, 0, 1, arena);
      }
      Files.delete(file);
      assertThat(before.leftBehind(Duration.ZERO))
          .singleElement()
          .asString()
          .startsWith("mapping ")
          .endsWith("/planted (deleted)");
    }
    assertThat(before.leftBehind(Duration.ZERO)).isEmpty();
  }
}
