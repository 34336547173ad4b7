package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment that is cut or has a flipped bit gives its batches up to there, each whole. */
class DamagedLogTest {
  private static final int BATCHES = 40;
  private static final int SERIES = 30;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS.withLockFile(TsdbOptions.LockFile.NONE);

  @TempDir private Path dir;

  /** Where each batch ends in the log, in bytes. */
  private final long[] ends = new long[BATCHES];

  private static Labels series(int i) {
    return Labels.of("__name__", "m", "i", Integer.toString(i));
  }

  private static void appendBatch(Tsdb tsdb, long time) throws Exception {
    try (Appender batch = tsdb.appender()) {
      for (int i = 0; i < SERIES; i++) {
        batch.append(batch.seriesRef(series(i)), time, i + 1 / (time + 1.0));
      }
      batch.commit();
    }
  }

  /** The number of batches in a store, which must be the first ones and whole. */
  private static int wholeBatches(Tsdb tsdb, String what) {
    Map<Labels, Map<Long, Long>> found = Reading.all(tsdb, 0, Long.MAX_VALUE);
    if (found.isEmpty()) {
      return 0;
    }
    assertThat(found).as(what).hasSize(SERIES);
    int batches = Objects.requireNonNull(found.get(series(0))).size();
    found.forEach((labels, samples) -> {
      assertThat(samples).as(what).hasSize(batches);
      for (long time = 0; time < batches; time++) {
        assertThat(samples).as(what).containsKey(time);
      }
    });
    return batches;
  }

  /** Writes a log of all batches, which all can be read. */
  private byte[] writeLog() throws Exception {
    Path segment = dir.resolve("wal/00000000");
    byte[] log;
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS)) {
      for (int b = 0; b < BATCHES; b++) {
        appendBatch(tsdb, b);
        ends[b] = Files.size(segment);
      }
      log = Files.readAllBytes(segment);
    }
    checkRepaired(log, dir.resolve("whole"), "whole", BATCHES);
    return log;
  }

  /** The number of batches that end within the first bytes of the log. */
  private int batchesIn(long bytes) {
    return (int) Arrays.stream(ends).filter(end -> end <= bytes).count();
  }

  /** Fails unless a log gives one of these numbers of batches, and takes more. */
  private static void checkRepaired(byte[] log, Path at, String what, Integer... expected)
      throws Exception {
    Files.createDirectories(at.resolve("wal"));
    Files.write(at.resolve("wal/00000000"), log);
    int batches;
    try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
      batches = wholeBatches(tsdb, what);
      assertThat(batches).as(what).isIn((Object[]) expected);
      appendBatch(tsdb, batches);
    }
    try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
      assertThat(tsdb.stats().log().corruptions()).as(what).isZero();
      assertThat(wholeBatches(tsdb, what)).as(what).isEqualTo(batches + 1);
    }
  }

  @Test
  void tornTail() throws Exception {
    byte[] log = writeLog();
    Random random = new Random(3);
    for (int i = 0; i < 25; i++) {
      int length = random.nextInt(log.length);
      checkRepaired(
          Arrays.copyOf(log, length),
          dir.resolve("cut" + length),
          "cut " + length,
          batchesIn(length));
    }
  }

  @Test
  void flippedBit() throws Exception {
    byte[] log = writeLog();
    Random random = new Random(4);
    for (int i = 0; i < 25; i++) {
      int bit = random.nextInt(log.length * 8);
      byte[] damaged = log.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      // Some bits of a fragment's type mean nothing.
      checkRepaired(damaged, dir.resolve("bit" + bit), "bit " + bit, batchesIn(bit / 8), BATCHES);
    }
  }

  @Test
  void damageIsCountedAndLaterSegmentsStay() throws Exception {
    byte[] log = writeLog();
    Path at = dir.resolve("segments");
    Files.createDirectories(at.resolve("wal"));
    byte[] damaged = log.clone();
    damaged[log.length / 2] ^= 1;
    Files.write(at.resolve("wal/00000000"), damaged);
    Files.write(at.resolve("wal/00000001"), log);
    try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
      assertThat(tsdb.stats().log().corruptions()).isEqualTo(1);
      assertThat(wholeBatches(tsdb, "two segments")).isEqualTo(BATCHES);
    }
    assertThat(Files.size(at.resolve("wal/00000000")) % (32 << 10)).isZero();
    assertThat(at.resolve("wal/00000001")).hasBinaryContent(log);
    try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
      assertThat(tsdb.stats().log().corruptions()).isZero();
      assertThat(wholeBatches(tsdb, "again")).isEqualTo(BATCHES);
    }
  }

  @Test
  void seriesThatDamageTookGetRefsThatAreNotMixedUp() throws Exception {
    byte[] log = writeLog();
    Path at = dir.resolve("refs");
    Files.createDirectories(at.resolve("wal"));
    Files.write(at.resolve("wal/00000000"), new byte[] {1, 0, 2, 0, 0, 0, 0, 99, 1});
    Files.write(at.resolve("wal/00000002"), log);
    try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
      assertThat(tsdb.stats().log().corruptions()).isEqualTo(2);
      assertThat(wholeBatches(tsdb, "after the gap")).isEqualTo(BATCHES);
      appendBatch(tsdb, BATCHES);
    }
    try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
      assertThat(wholeBatches(tsdb, "reopened")).isEqualTo(BATCHES + 1);
    }
  }

  @Test
  void recordsOfUnknownTypesAreLeftAlone() throws Exception {
    byte[] log = writeLog();
    Path at = dir.resolve("unknown");
    Files.createDirectories(at.resolve("wal"));
    byte[] record = {1, 0, 2, 0, 0, 0, 0, 99, 1};
    CRC32C crc = new CRC32C();
    crc.update(record, 7, 2);
    for (int i = 0; i < 4; i++) {
      record[3 + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
    }
    Files.write(at.resolve("wal/00000000"), record);
    Files.write(at.resolve("wal/00000001"), log);
    try (Tsdb tsdb = Tsdb.open(at, OPTIONS)) {
      assertThat(tsdb.stats().log().corruptions()).isZero();
      assertThat(wholeBatches(tsdb, "unknown type")).isEqualTo(BATCHES);
    }
  }
}
