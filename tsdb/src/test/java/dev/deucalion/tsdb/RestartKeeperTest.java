package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordLog;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalReplay;
import dev.deucalion.tsdb.wal.WalWriter;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartKeeperTest {
  @TempDir private Path dir;

  private RecordLog log() throws IOException {
    Path walDir = Files.createDirectories(dir.resolve("wal"));
    return new WalWriter(
        FileOps.SYSTEM,
        walDir,
        new WalOptions(1 << 20, Compression.NONE, 1_000),
        WalReplay.Result.EMPTY);
  }

  @Test
  void goesOnAfterAFailure() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    // A file whose segment is gone is due at once, so the thread writes each time that it looks.
    RestartKeeper.FileWriter writer =
        () -> {
          int call = calls.incrementAndGet();
          Files.deleteIfExists(dir.resolve("wal").resolve("00000000"));
          if (call == 3) {
            throw new OutOfMemoryError("as much as is needed");
          }
          return 10;
        };
    try (RecordLog log = log();
        RestartKeeper keeper =
            new RestartKeeper(writer, log, FileOps.SYSTEM, dir, dir.resolve("wal"), 1)) {
      keeper.write();
      await().atMost(Duration.ofSeconds(60)).until(() -> keeper.stats().failures() == 1);
      keeper.write();
      await().atMost(Duration.ofSeconds(60)).until(() -> calls.get() >= 6);
      assertThat(keeper.stats().failures()).isEqualTo(1);
      assertThat(keeper.stats().written().count()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void goesOnWhereThereIsNoMemoryForALookOrADeletion() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger writes = new AtomicInteger();
    FileOps files =
        (FileOps)
            Proxy.newProxyInstance(
                FileOps.class.getClassLoader(),
                new Class<?>[] {FileOps.class},
                (proxy, method, args) -> {
                  if (refused.get() < 6) {
                    refused.incrementAndGet();
                    throw new OutOfMemoryError("test");
                  }
                  return List.of();
                });
    RestartKeeper.FileWriter writer =
        () -> {
          if (writes.incrementAndGet() == 2) {
            refused.set(5);
            throw new OutOfMemoryError("test");
          }
          return 10;
        };
    try (RecordLog log = log();
        RestartKeeper keeper = new RestartKeeper(writer, log, files, dir, dir.resolve("wal"), 1)) {
      // A file whose segment is gone is due at once, and only the list of files tells that.
      keeper.write();
      await().atMost(Duration.ofSeconds(60)).until(() -> writes.get() == 2);
      assertThat(refused).hasValueGreaterThanOrEqualTo(5);
      await().atMost(Duration.ofSeconds(60)).until(() -> refused.get() == 6);
      keeper.write();
      await().atMost(Duration.ofSeconds(60)).until(() -> writes.get() >= 5);
    }
  }
}
