package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.FailingChunkFiles;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start with files of full chunks gives what the log alone gives, however the process before
 * ended.
 */
class KeptHeadChunksTest {
  @TempDir private Path root;

  private long nowMs;

  /** Appends batches of 40 series, as many samples as fill a few chunks. */
  private void append(Tsdb tsdb, Random random, int batches) throws IOException {
    for (int b = 0; b < batches; b++) {
      nowMs += 15_000;
      try (Appender batch = tsdb.appender()) {
        for (int i = 0; i < 40; i++) {
          if (random.nextInt(10) > 0) {
            Labels labels = Labels.of("__name__", "m" + i);
            batch.append(batch.seriesRef(labels), nowMs, random.nextInt(1000));
          }
        }
        batch.commit();
      }
    }
  }

  @Test
  void filesAreKeptAndNotWrittenAgain() throws Exception {
    Random random = new Random(1);
    Path dir = root.resolve("a");
    long chunks;
    try (Tsdb tsdb = Tsdb.open(dir, KilledStore.SMALL)) {
      append(tsdb, random, 400);
      chunks = tsdb.stats().head().chunks();
    }
    byte[] before = Files.readAllBytes(dir.resolve("chunks_head/000001"));
    for (int run = 2; run <= 4; run++) {
      try (Tsdb tsdb = Tsdb.open(dir, KilledStore.SMALL)) {
        assertThat(tsdb.stats().head().chunks()).isEqualTo(chunks);
        append(tsdb, random, 200);
        chunks = tsdb.stats().head().chunks();
      }
      assertThat(KilledStore.files(dir.resolve("chunks_head"))).hasSize(run);
      assertThat(Files.readAllBytes(dir.resolve("chunks_head/000001"))).isEqualTo(before);
    }
    Map<Labels, Map<Long, Long>> ofLog = KilledStore.allOfLog(dir, root.resolve("log"));
    assertThat(ofLog).hasSize(40);
    assertThat(KilledStore.all(dir)).isEqualTo(ofLog);
  }

  /** The log loses its end, and files of chunks, which are not synced, lose what they like. */
  @Test
  void afterALossOfPowerTheLogIsTheTruth() throws Exception {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      Path dir = root.resolve("power-" + seed);
      for (int crash = 0; crash < 3; crash++) {
        Path next = root.resolve("power-" + seed + "-" + crash);
        try (Tsdb tsdb = Tsdb.open(dir, KilledStore.SMALL)) {
          append(tsdb, random, 100 + random.nextInt(150));
          KilledStore.copy(dir, next);
        }
        loseEnd(KilledStore.files(next.resolve("wal")).getLast(), random);
        if (random.nextInt(3) == 0) {
          damage(KilledStore.files(next.resolve("chunks_head")), random);
        }
        Map<Labels, Map<Long, Long>> ofLog =
            KilledStore.allOfLog(next, root.resolve("power-" + seed + "-" + crash + "-log"));
        assertThat(KilledStore.all(next)).as("seed %d crash %d", seed, crash).isEqualTo(ofLog);
        dir = next;
      }
    }
  }

  private static void loseEnd(Path file, Random random) throws IOException {
    try (RandomAccessFile segment = new RandomAccessFile(file.toFile(), "rw")) {
      segment.setLength(random.nextLong(segment.length() + 1));
    }
  }

  private static void damage(List<Path> chunkFiles, Random random) throws IOException {
    Path file = chunkFiles.get(random.nextInt(chunkFiles.size()));
    try (RandomAccessFile chunks = new RandomAccessFile(file.toFile(), "rw")) {
      chunks.seek(random.nextLong(Math.min(40_000, chunks.length())));
      chunks.write(random.nextInt(256));
    }
  }

  /** Chunks that stayed in memory are found in the log, also when later ones are in files. */
  @Test
  void chunksThatCouldNotBeWrittenAreNotLost() throws Exception {
    Random random = new Random(3);
    Path dir = root.resolve("full");
    FailingChunkFiles files = new FailingChunkFiles(FileOps.SYSTEM);
    try (Tsdb tsdb = Tsdb.open(dir, KilledStore.SMALL, TsdbEnvironment.SYSTEM.withFiles(files))) {
      for (int round = 0; round < 3; round++) {
        append(tsdb, random, 150);
        files.fail();
        append(tsdb, random, 150);
        files.recover();
        append(tsdb, random, 150);
        Path killed = KilledStore.copy(dir, root.resolve("killed-" + round));
        Map<Labels, Map<Long, Long>> expected = Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(KilledStore.all(killed)).isEqualTo(expected);
        assertThat(KilledStore.all(killed)).as("once more").isEqualTo(expected);
      }
    }
  }
}
