package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.chunk.HeadChunkLayout;
import dev.deucalion.tsdb.chunk.RandomHistograms;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.ReplacedMaps;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chunks of the head turn out to be damaged in their file while the store is open. A query says so
 * once; then they are made again of what the log has, and the head goes on into blocks.
 */
class UnreadableHeadChunksTest {
  private static final Labels SERIES = Labels.of("__name__", "m");
  private static final Labels OTHER = Labels.of("__name__", "n");
  private static final long RANGE_MS = 1_200_000;
  private static final long STEP_MS = 1_000;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(RANGE_MS))
          .withCompaction(
              CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL));

  @TempDir private Path dir;

  private Tsdb open() throws IOException {
    return Tsdb.open(dir, OPTIONS);
  }

  private static void append(Tsdb tsdb, Labels series, long timeMs, double value)
      throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(series), timeMs, value);
      batch.commit();
    }
  }

  private static void fill(Tsdb tsdb, long fromMs, long toMs) throws IOException {
    for (long timeMs = fromMs; timeMs < toMs; timeMs += STEP_MS) {
      append(tsdb, SERIES, timeMs, timeMs * 0.1);
      append(tsdb, OTHER, timeMs, timeMs * 0.3);
    }
  }

  private static Map<Labels, NavigableMap<Long, Object>> all(Tsdb tsdb) {
    return Reading.samples(
        tsdb, Long.MIN_VALUE, Long.MAX_VALUE, Matcher.of(MatchType.REGEX, "__name__", ".+"));
  }

  /** Where records of chunks begin in the first file, in order or late ones. */
  private List<Integer> chunks(boolean late) throws IOException {
    byte[] file = new byte[1 << 20];
    try (RandomAccessFile in = new RandomAccessFile(file().toFile(), "r")) {
      in.read(file);
    }
    List<Integer> found = new ArrayList<>();
    int at = HeadChunkLayout.FILE_HEADER_BYTES;
    while (ByteBuffer.wrap(file, at, Long.BYTES).getLong() != 0) {
      int encoding = file[at + HeadChunkLayout.ENCODING_OFFSET] & 0xff;
      boolean isLate = (encoding & HeadChunkLayout.OUT_OF_ORDER_BIT) != 0;
      if (isLate == late && (encoding & 0x7f) < 0x70) {
        found.add(at);
      }
      int bytes = 0;
      int lengthAt = at + HeadChunkLayout.LENGTH_OFFSET;
      for (int shift = 0; ; shift += 7) {
        int b = file[lengthAt++];
        bytes |= (b & 0x7f) << shift;
        if (b >= 0) {
          break;
        }
      }
      at = lengthAt + bytes + HeadChunkLayout.CHECKSUM_BYTES;
    }
    return found;
  }

  private Path file() {
    return dir.resolve("chunks_head").resolve("000001");
  }

  private void damage(int chunkAt) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      long at = chunkAt + HeadChunkLayout.LENGTH_OFFSET + 10L;
      file.seek(at);
      int before = file.read();
      file.seek(at);
      file.write(before ^ 4);
    }
  }

  private static long corruptions(Tsdb tsdb) {
    return tsdb.stats().head().chunkFiles().corruptions();
  }

  @Test
  void aQueryNamesFileAndOffsetAndTheHeadIsMended() throws IOException {
    try (Tsdb tsdb = open()) {
      fill(tsdb, 0, 2_000_000);
      Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
      int at = chunks(false).get(5);
      damage(at);
      assertThatThrownBy(() -> all(tsdb))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("000001 at offset " + at);
      assertThat(corruptions(tsdb)).isEqualTo(1);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(1);
      assertThat(all(tsdb)).isEqualTo(before);
      assertThat(corruptions(tsdb)).isEqualTo(1);
    }
  }

  @Test
  void aCompactionThatMeetsItSucceedsTheNextTime() throws IOException {
    Map<Labels, NavigableMap<Long, Object>> before;
    try (Tsdb tsdb = open()) {
      fill(tsdb, 0, 2_000_000);
      before = all(tsdb);
      damage(chunks(false).get(0));
      assertThatThrownBy(tsdb::compact).isInstanceOf(UncheckedIOException.class);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(1);
      assertThat(all(tsdb)).isEqualTo(before);
      fill(tsdb, 2_000_000, 4_000_000);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(2);
      before = all(tsdb);
    }
    try (Tsdb tsdb = open()) {
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void theStoresThreadMendsWithoutACompaction() throws IOException {
    TsdbOptions automatic = OPTIONS.withCompaction(CompactionOptions.DEFAULTS);
    try (Tsdb tsdb = Tsdb.open(dir, automatic)) {
      fill(tsdb, 0, 1_000_000);
      Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
      damage(chunks(false).get(2));
      assertThatThrownBy(() -> all(tsdb)).isInstanceOf(UncheckedIOException.class);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreException(UncheckedIOException.class)
          .until(() -> all(tsdb).equals(before));
      assertThat(tsdb.blocks()).isEmpty();
    }
  }

  /** Side by side, the first and the last of a series, and all. */
  @Test
  void manyAtOnce() throws IOException {
    for (int[] range : new int[][] {{3, 9}, {0, 3}, {-4, Integer.MAX_VALUE}, {0, 1 << 20}}) {
      Path each = dir.resolve("from" + range[0] + "to" + range[1]);
      UnreadableHeadChunksTest in = new UnreadableHeadChunksTest();
      in.dir = each;
      try (Tsdb tsdb = in.open()) {
        fill(tsdb, 0, 1_500_000);
        Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
        List<Integer> chunks = in.chunks(false);
        int from = range[0] < 0 ? chunks.size() + range[0] : range[0];
        for (int at : chunks.subList(from, Math.min(chunks.size(), range[1]))) {
          in.damage(at);
        }
        assertThatThrownBy(() -> all(tsdb)).isInstanceOf(UncheckedIOException.class);
        tsdb.compact();
        assertThat(all(tsdb)).as(Arrays.toString(range)).isEqualTo(before);
        fill(tsdb, 1_500_000, 2_000_000);
        before = all(tsdb);
        tsdb.compact();
        assertThat(tsdb.blocks()).hasSize(1);
        assertThat(all(tsdb)).as(Arrays.toString(range)).isEqualTo(before);
      }
    }
  }

  @Test
  void lateSamplesAreMendedFromTheirLog() throws IOException {
    try (Tsdb tsdb = open()) {
      fill(tsdb, 0, 2_000_000);
      for (long timeMs = 1_900_500; timeMs > 1_700_000; timeMs -= STEP_MS) {
        append(tsdb, SERIES, timeMs, timeMs * 0.7);
      }
      Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
      List<Integer> late = chunks(true);
      assertThat(late).hasSizeGreaterThan(3);
      damage(late.get(1));
      damage(late.get(2));
      assertThatThrownBy(() -> all(tsdb))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("000001");
      tsdb.compact();
      assertThat(all(tsdb)).isEqualTo(before);
      assertThat(tsdb.blocks()).hasSizeGreaterThan(1);
      assertThat(tsdb.stats().head().outOfOrderAppended()).isPositive();
    }
  }

  /** What the log has not either is left out, with the rest of the segment that is damaged. */
  @Test
  void whatTheLogHasNotIsLeftOut() throws IOException {
    try (Tsdb tsdb = open()) {
      fill(tsdb, 0, 2_000_000);
      Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
      damage(chunks(false).get(0));
      Path segment = dir.resolve("wal").resolve("00000000");
      byte[] log = Files.readAllBytes(segment);
      Arrays.fill(log, 100, 110, (byte) 0xff);
      Files.write(segment, log);
      assertThatThrownBy(() -> all(tsdb)).isInstanceOf(UncheckedIOException.class);
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(1);
      Map<Labels, NavigableMap<Long, Object>> after = all(tsdb);
      NavigableMap<Long, Object> ofSeries = Objects.requireNonNull(after.get(SERIES));
      NavigableMap<Long, Object> ofOther = Objects.requireNonNull(after.get(OTHER));
      assertThat(before.get(OTHER)).containsAllEntriesOf(ofOther);
      assertThat(before.get(SERIES)).containsAllEntriesOf(ofSeries);
      assertThat(ofSeries.size() + ofOther.size()).isBetween(3_860, 3_999);
    }
  }

  /** A target comes and goes: the log has markers of histograms as floats. */
  @Test
  void endsOfSeriesOfHistogramsAreMended() throws IOException {
    for (boolean[] kind : new boolean[][] {{false, false}, {true, false}, {true, true}}) {
      UnreadableHeadChunksTest in = new UnreadableHeadChunksTest();
      in.dir = dir.resolve(Arrays.toString(kind));
      RandomHistograms histograms = new RandomHistograms(new Random(1), kind[0], kind[1]);
      try (Tsdb tsdb = in.open()) {
        for (int i = 0; i < 600; i++) {
          try (Appender batch = tsdb.appender()) {
            long ref = batch.seriesRef(SERIES);
            if (i % 7 == 6) {
              batch.append(ref, i * STEP_MS, StaleMarker.VALUE);
            } else {
              batch.append(ref, i * STEP_MS, histograms.next());
            }
            batch.commit();
          }
        }
        Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
        assertThat(before.get(SERIES)).hasSize(600);
        for (int at : in.chunks(false)) {
          in.damage(at);
        }
        assertThatThrownBy(() -> all(tsdb)).isInstanceOf(UncheckedIOException.class);
        tsdb.compact();
        assertThat(all(tsdb)).as(Arrays.toString(kind)).isEqualTo(before);
      }
    }
  }

  @Test
  void whatIsGoodIsCompactedWhereMendingFindsNoMemory() throws IOException {
    AtomicBoolean hasNoMemory = new AtomicBoolean();
    FileOps files =
        ReplacedMaps.by((file, bytes, arena) -> {
          if (hasNoMemory.get() && file.startsWith(dir.resolve("wal"))) {
            throw new OutOfMemoryError("no room for a mapping");
          }
          return null;
        });
    try (Tsdb tsdb = Tsdb.open(dir, OPTIONS, TsdbEnvironment.SYSTEM.withFiles(files))) {
      fill(tsdb, 0, 2_000_000);
      Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
      damage(chunks(false).getLast());
      assertThatThrownBy(() -> all(tsdb)).isInstanceOf(UncheckedIOException.class);
      hasNoMemory.set(true);
      assertThatCode(tsdb::compact).doesNotThrowAnyException();
      assertThat(tsdb.blocks()).hasSize(1);
      assertThatThrownBy(() -> all(tsdb)).isInstanceOf(UncheckedIOException.class);
      hasNoMemory.set(false);
      tsdb.compact();
      assertThat(all(tsdb)).isEqualTo(before);
    }
  }

  @Test
  void whateverIsDamagedTheSamplesAreTheSame() throws IOException {
    for (long seed = 0; seed < 12; seed++) {
      UnreadableHeadChunksTest in = new UnreadableHeadChunksTest();
      in.dir = dir.resolve("seed" + seed);
      in.live(new Random(seed), "seed " + seed);
    }
  }

  private void live(Random random, String name) throws IOException {
    List<RandomHistograms> histograms =
        List.of(
            new RandomHistograms(random, false, false),
            new RandomHistograms(random, true, false),
            new RandomHistograms(random, true, true));
    try (Tsdb tsdb = open()) {
      long timeMs = 0;
      int kind = 0;
      for (int i = 0; i < 1_500; i++) {
        timeMs += 1 + random.nextInt(2_000);
        kind = random.nextInt(40) == 0 ? random.nextInt(4) : kind;
        try (Appender batch = tsdb.appender()) {
          long ref = batch.seriesRef(SERIES);
          if (random.nextInt(60) == 0) {
            batch.append(ref, timeMs, StaleMarker.VALUE);
            timeMs += random.nextInt(3) == 0 ? random.nextInt(60_000) : 0;
          } else if (kind == 3) {
            batch.append(ref, timeMs, random.nextInt(100));
          } else {
            batch.append(ref, timeMs, histograms.get(kind).next());
          }
          if (random.nextInt(4) == 0) {
            long late = timeMs - random.nextInt(600_000);
            batch.append(batch.seriesRef(OTHER), late, random.nextDouble());
          }
          batch.commit();
        }
      }
      Map<Labels, NavigableMap<Long, Object>> before = all(tsdb);
      for (boolean late : new boolean[] {false, true}) {
        for (int at : chunks(late)) {
          if (random.nextInt(3) == 0) {
            damage(at);
          }
        }
      }
      assertThatThrownBy(() -> all(tsdb)).isInstanceOf(UncheckedIOException.class);
      tsdb.compact();
      assertThat(all(tsdb)).as(name).isEqualTo(before);
      tsdb.compact();
      assertThat(all(tsdb)).as(name).isEqualTo(before);
    }
  }
}
