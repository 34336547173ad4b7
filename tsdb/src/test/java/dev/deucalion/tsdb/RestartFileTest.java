package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.time.Ticker;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.Head;
import dev.deucalion.tsdb.head.HeadOptions;
import dev.deucalion.tsdb.restart.RestartFile;
import dev.deucalion.tsdb.wal.LogEnvironment;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with a restart file gives what the log alone gives, also when the file is bad. */
class RestartFileTest {
  private static final HeadOptions HEAD = new HeadOptions(600_000, 120, 7);

  @TempDir private Path root;

  private long nowMs;

  private void append(Head head, Random random, int batches) {
    for (int b = 0; b < batches; b++) {
      nowMs += 15_000;
      try (Appender batch = head.appender()) {
        for (int i = 0; i < 60; i++) {
          if (random.nextInt(10) > 0) {
            Labels labels = Labels.of("__name__", "m" + i % 7, "i", "v" + i);
            double value = random.nextBoolean() ? 5 : random.nextGaussian();
            batch.append(batch.seriesRef(labels), nowMs, value);
          }
        }
        batch.commit();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Head open(Path dir) throws IOException {
    Files.createDirectories(dir);
    Path walDir = dir.resolve("wal");
    WalOptions options = new WalOptions(64 << 10, Compression.SNAPPY, 1000);
    HeadStart.Result started =
        HeadStart.run(
            HEAD,
            0,
            Long.MIN_VALUE,
            TsdbEnvironment.SYSTEM,
            dir,
            new OutOfOrderLog(new LogEnvironment(FileOps.SYSTEM, Ticker.SYSTEM), dir, options),
            new ReplayProgress());
    started.head().logTo(new WalWriter(FileOps.SYSTEM, walDir, options, started.replayed()));
    return started.head();
  }

  private static void writeImage(Head head, Path dir) throws IOException {
    assertThat(head.writeImage(FileOps.SYSTEM, dir, dir.resolve("wal"))).isPositive();
  }

  /** Damage to the log before the file's position does not matter to a start that uses it. */
  private static boolean isUsed(Path dir) throws IOException {
    try (RandomAccessFile segment =
        new RandomAccessFile(dir.resolve("wal/00000000").toFile(), "rw")) {
      segment.seek(100);
      segment.write(0x55);
    }
    try (Tsdb tsdb = Tsdb.open(dir, KilledStore.SMALL)) {
      return tsdb.stats().log().corruptions() == 0;
    }
  }

  @Test
  void cleanRestartReadsTheFile() throws Exception {
    Random random = new Random(1);
    Path dir = root.resolve("clean");
    Map<Labels, Map<Long, Long>> expected;
    try (Tsdb tsdb = Tsdb.open(dir, KilledStore.SMALL)) {
      for (int b = 0; b < 500; b++) {
        try (Appender batch = tsdb.appender()) {
          for (int i = 0; i < 40; i++) {
            batch.append(
                batch.seriesRef(Labels.of("a", "b" + i)), b * 10_000L, random.nextInt(100));
          }
          batch.commit();
        }
      }
      expected = Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    assertThat(dir.resolve(RestartFile.NAME)).exists();
    assertThat(KilledStore.all(dir)).isEqualTo(expected);
    assertThat(KilledStore.allOfLog(dir, root.resolve("log"))).isEqualTo(expected);
    assertThat(isUsed(dir)).isTrue();
    assertThat(KilledStore.all(dir)).isEqualTo(expected);
  }

  @Test
  void muchThatSeriesMeasureIsReadBack() throws Exception {
    Path dir = root.resolve("metadata");
    Metadata what = new Metadata(MetricType.GAUGE, "", "x".repeat(40_000));
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      for (int i = 0; i < 2_000; i++) {
        try (Appender batch = tsdb.appender()) {
          long ref = batch.seriesRef(Labels.of("i", "v" + i));
          batch.append(ref, 1000, i);
          batch.updateMetadata(ref, what);
          batch.commit();
        }
      }
    }
    assertThat(dir.resolve(RestartFile.NAME)).exists();
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      assertThat(tsdb.stats().start().badRestartFiles()).isZero();
      assertThat(tsdb.stats().start().unknownRefs().metadata()).isZero();
      assertThat(Reading.all(tsdb, 0, 2000)).hasSize(2_000);
    }
  }

  @Test
  void fileThatIsWrittenDuringAppendsIsGood() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      Path dir = root.resolve("kill-" + seed);
      for (int crash = 0; crash < 3; crash++) {
        Path next = root.resolve("kill-" + seed + "-" + crash);
        Head head = open(dir);
        try (head) {
          append(head, random, 100 + random.nextInt(200));
          Matcher one = Matcher.equal("i", "v" + random.nextInt(60));
          head.delete(nowMs - random.nextInt(2_000_000), nowMs, List.of(one));
          Thread appends = Thread.ofPlatform().start(() -> append(head, random, 60));
          writeImage(head, dir);
          appends.join();
          append(head, random, random.nextInt(150));
          KilledStore.copy(dir, next);
        }
        Map<Labels, Map<Long, Long>> expected =
            KilledStore.allOfLog(next, root.resolve("log-" + seed + "-" + crash));
        assertThat(expected).hasSize(60);
        assertThat(KilledStore.all(KilledStore.copy(next, root.resolve("a-" + seed + "-" + crash))))
            .as("seed %d crash %d", seed, crash)
            .isEqualTo(expected);
        assertThat(isUsed(KilledStore.copy(next, root.resolve("b-" + seed + "-" + crash))))
            .isTrue();
        dir = next;
      }
    }
  }

  @Test
  void fileThatIsDamagedOrOfAnotherLogIsNotUsed() throws Exception {
    Path dir = root.resolve("original");
    Random random = new Random(4);
    Head head = open(dir);
    try (head) {
      append(head, random, 200);
      writeImage(head, dir);
      append(head, random, 20);
      KilledStore.copy(dir, root.resolve("whole"));
    }
    Path whole = root.resolve("whole");
    for (int seed = 0; seed < 40; seed++) {
      Path copy = KilledStore.copy(whole, root.resolve("damaged-" + seed));
      damage(copy, new Random(seed));
      Map<Labels, Map<Long, Long>> ofLog =
          KilledStore.allOfLog(copy, root.resolve("damaged-log-" + seed));
      assertThat(KilledStore.all(copy)).as("seed %d", seed).isEqualTo(ofLog);
    }
  }

  private static void damage(Path dir, Random random) throws IOException {
    switch (random.nextInt(4)) {
      case 0 -> flip(dir.resolve(RestartFile.NAME), random);
      case 1 -> cut(dir.resolve(RestartFile.NAME), random);
      case 2 -> cut(KilledStore.files(dir.resolve("wal")).getLast(), random);
      default -> Files.delete(KilledStore.files(dir.resolve("chunks_head")).getLast());
    }
  }

  private static void flip(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  private static void cut(Path file, Random random) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.setLength(random.nextLong(opened.length() + 1));
    }
  }
}
