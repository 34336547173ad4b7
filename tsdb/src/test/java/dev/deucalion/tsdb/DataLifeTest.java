package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.RetentionLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples move from the head to blocks and from block to block, and answers stay the same. */
class DataLifeTest {
  private static final long RANGE_MS = 10_000;
  private static final Clock CLOCK = () -> 1_700_000_000_000L;
  private static final long ALL_TIME_MS = 100_000_000;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(RANGE_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withMaxBlockRangeMs(9 * RANGE_MS)
                  .withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withRetention(RetentionLimits.NONE));

  @TempDir private Path dir;

  /** What the store should have: labels → time → bits of the value. */
  private final Map<Labels, Map<Long, Long>> expected = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answersStayTheSame(long seed) throws IOException {
    Random random = new Random(seed);
    long timeMs = 5_000;
    Tsdb tsdb = open();
    try {
      for (int step = 0; step < 250; step++) {
        String what = "seed " + seed + ", step " + step;
        timeMs += random.nextInt(1_000);
        append(tsdb, timeMs, random);
        switch (random.nextInt(16)) {
          case 0 -> {
            tsdb.close();
            tsdb = open();
          }
          case 1, 2, 3 -> tsdb.compact();
          case 4 -> delete(tsdb, timeMs, random);
          case 5 -> tsdb.cleanTombstones();
          default -> {}
        }
        long from = random.nextLong(timeMs);
        long to = random.nextInt(3) == 0 ? timeMs : from + random.nextInt(15_000);
        assertThat(Reading.all(tsdb, from, to)).as(what).isEqualTo(expected(from, to));
      }
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSizeGreaterThan(2);
      assertThat(tsdb.blocks())
          .extracting(block -> block.compaction().level())
          .anyMatch(level -> level > 1);
      assertThat(Reading.all(tsdb, 0, ALL_TIME_MS)).isEqualTo(expected(0, ALL_TIME_MS));
    } finally {
      tsdb.close();
    }
  }

  private Tsdb open() throws IOException {
    return Tsdb.open(dir, OPTIONS, TsdbEnvironment.SYSTEM.withClock(CLOCK));
  }

  private void append(Tsdb tsdb, long timeMs, Random random) throws IOException {
    try (Appender batch = tsdb.appender()) {
      for (int i = random.nextInt(30); i >= 0; i--) {
        Labels labels = Labels.of("__name__", "m" + random.nextInt(3), "i", "" + i);
        double value = random.nextInt(100);
        AppendResult result = batch.append(batch.seriesRef(labels), timeMs, value);
        if (result == AppendResult.APPENDED) {
          expected
              .computeIfAbsent(labels, _ -> new TreeMap<>())
              .putIfAbsent(timeMs, Double.doubleToRawLongBits(value));
        }
      }
      batch.commit();
    }
  }

  private void delete(Tsdb tsdb, long timeMs, Random random) throws IOException {
    long from = random.nextLong(timeMs);
    long to = from + random.nextInt(20_000);
    Matcher matcher = Matcher.of(MatchType.REGEX, "__name__", "m[" + random.nextInt(3) + "]");
    tsdb.delete(from, to, List.of(matcher));
    expected.forEach((labels, samples) -> {
      if (matcher.matches(labels.get("__name__"))) {
        samples.keySet().removeIf(at -> from <= at && at <= to);
      }
    });
  }

  private Map<Labels, Map<Long, Long>> expected(long from, long to) {
    Map<Labels, Map<Long, Long>> found = new TreeMap<>();
    expected.forEach((labels, samples) -> {
      Map<Long, Long> inRange = new TreeMap<>(samples);
      inRange.keySet().removeIf(at -> at < from || at > to);
      if (!inRange.isEmpty()) {
        found.put(labels, inRange);
      }
    });
    return found;
  }

  @Test
  void aSnapshotIsAStoreWithTheSameSamples(@TempDir Path snapshot) throws IOException {
    Random random = new Random(7);
    try (Tsdb tsdb = open()) {
      for (long timeMs = 1000; timeMs < 60_000; timeMs += 500) {
        append(tsdb, timeMs, random);
      }
      tsdb.compact();
      tsdb.snapshot(snapshot.resolve("all"), true);
      tsdb.snapshot(snapshot.resolve("blocks"), false);
    }
    try (Tsdb copy =
        Tsdb.open(snapshot.resolve("all"), OPTIONS, TsdbEnvironment.SYSTEM.withClock(CLOCK))) {
      assertThat(Reading.all(copy, 0, ALL_TIME_MS)).isEqualTo(expected(0, ALL_TIME_MS));
    }
    try (Tsdb copy =
        Tsdb.open(snapshot.resolve("blocks"), OPTIONS, TsdbEnvironment.SYSTEM.withClock(CLOCK))) {
      long endMs = copy.blocks().getLast().maxTimeMs();
      assertThat(Reading.all(copy, 0, ALL_TIME_MS)).isEqualTo(expected(0, endMs - 1));
    }
  }

  @Test
  void whatIsTooOldGoes() throws IOException {
    Random random = new Random(8);
    try (Tsdb tsdb = open()) {
      for (long timeMs = 1000; timeMs < 200_000; timeMs += 500) {
        append(tsdb, timeMs, random);
      }
      tsdb.compact();
      long newestMs = tsdb.blocks().getLast().maxTimeMs();
      tsdb.apply(ReloadableOptions.DEFAULTS.withRetention(new RetentionLimits(2 * RANGE_MS, 0, 0)));
      for (long timeMs = 200_000; timeMs < 230_000; timeMs += 500) {
        append(tsdb, timeMs, random);
      }
      tsdb.compact();
      assertThat(tsdb.blocks())
          .extracting(BlockMeta::maxTimeMs)
          .allMatch(end -> end > newestMs - 2 * RANGE_MS);
      assertThat(tsdb.stats().blocks().timeRetentions()).isPositive();
    }
  }
}
