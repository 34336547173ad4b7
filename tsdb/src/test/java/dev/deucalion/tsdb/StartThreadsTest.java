package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread that opens a store finds in its files what several find, damage included. */
class StartThreadsTest {
  private static final int RUNS = 4;

  @TempDir private Path root;

  private Path dir;

  /** Several files of full chunks, and a log of several segments. */
  @BeforeEach
  void writeStore() throws IOException {
    dir = root.resolve("original");
    Random random = new Random(1);
    long timeMs = 0;
    for (int run = 0; run < RUNS; run++) {
      try (Tsdb tsdb = Tsdb.open(dir, KilledStore.SMALL)) {
        for (int b = 0; b < 250; b++) {
          timeMs += 15_000;
          append(tsdb, timeMs, random);
        }
      }
    }
    assertThat(KilledStore.files(dir.resolve("chunks_head"))).hasSize(RUNS);
    assertThat(KilledStore.files(dir.resolve("wal"))).hasSizeGreaterThan(RUNS);
  }

  private static void append(Tsdb tsdb, long timeMs, Random random) throws IOException {
    try (Appender batch = tsdb.appender()) {
      for (int i = 0; i < 40; i++) {
        long ref = batch.seriesRef(Labels.of("__name__", "m" + i));
        batch.append(ref, timeMs, random.nextGaussian());
      }
      batch.commit();
    }
  }

  private static Map<Labels, Map<Long, Long>> all(Path of, int threads) throws IOException {
    TsdbEnvironment environment =
        new TsdbEnvironment(Clock.SYSTEM, FileOps.SYSTEM, new Random(2), threads);
    try (Tsdb tsdb = Tsdb.open(of, KilledStore.SMALL, environment)) {
      return Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  @Test
  void theirNumberDoesNotMatter() throws IOException {
    for (int seed = 0; seed < 12; seed++) {
      Path damaged = KilledStore.copy(dir, root.resolve("damaged-" + seed));
      damage(damaged, new Random(seed));
      Path copy = KilledStore.copy(damaged, root.resolve("copy-" + seed));
      Map<Labels, Map<Long, Long>> ofOne = all(damaged, 1);
      assertThat(ofOne).as("seed %d", seed).hasSize(40);
      assertThat(all(copy, 2 + seed % 3)).as("seed %d", seed).isEqualTo(ofOne);
    }
  }

  /**
   * Overwrites a byte of a file of chunks, of one of the log, and now and then the restart file.
   */
  private static void damage(Path of, Random random) throws IOException {
    for (String name : List.of("chunks_head", "wal")) {
      List<Path> files = KilledStore.files(of.resolve(name));
      overwrite(files.get(random.nextInt(files.size())), random);
    }
    if (random.nextBoolean()) {
      overwrite(of.resolve("restart.deucalion"), random);
    }
  }

  private static void overwrite(Path file, Random random) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      if (opened.length() > 0) {
        opened.seek(random.nextLong(opened.length()));
        opened.write(random.nextInt(256));
      }
    }
  }
}
