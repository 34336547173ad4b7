package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.TestHistograms;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.WalStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the store counts is what happened. */
class StoreCountersTest {
  private static final Path DIR = Path.of("/data");
  private static final Labels FLOATS = Labels.of("__name__", "floats");
  private static final Labels HISTOGRAMS = Labels.of("__name__", "histograms");
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSyncDelayMs(0)
          .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(3_600_000));

  private final SimulatedFiles files = new SimulatedFiles(1);

  private Tsdb open() throws IOException {
    return Tsdb.open(DIR, OPTIONS, TsdbEnvironment.SYSTEM.withClock(() -> 0).withFiles(files));
  }

  private static void append(Tsdb tsdb, long timeMs) throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(FLOATS), timeMs, 1);
      batch.commit();
    }
  }

  @Test
  void nativeHistogramsOfNewestSamples() throws Exception {
    try (Tsdb tsdb = open()) {
      append(tsdb, 1000);
      try (Appender batch = tsdb.appender()) {
        batch.append(batch.seriesRef(HISTOGRAMS), 1000, TestHistograms.ofInts(1));
        batch.commit();
      }
      var stats = tsdb.stats().head().nativeHistograms();
      assertThat(stats.series()).isEqualTo(1);
      var histogram = TestHistograms.ofInts(1).toFloat();
      assertThat(stats.buckets())
          .isPositive()
          .isEqualTo(histogram.positive().length + histogram.negative().length);
    }
  }

  @Test
  void batchesAndTheirReaders() throws Exception {
    try (Tsdb tsdb = open()) {
      append(tsdb, 1000);
      long low;
      try (Querier querier = tsdb.querier(0, 5000)) {
        querier.select(
            List.of(
                new SeriesSelector(
                    List.of(Matcher.of(MatchType.REGEX, "__name__", ".+")), 0, 5000, false)));
        append(tsdb, 2000);
        append(tsdb, 3000);
        HeadStats head = tsdb.stats().head();
        assertThat(head.isolation().batches()).isEqualTo(3);
        low = head.isolation().lowWatermark();
        assertThat(head.isolation().highWatermark()).isEqualTo(low + 2);
      }
      assertThat(tsdb.stats().head().isolation().lowWatermark()).isEqualTo(low + 2);
    }
  }

  @Test
  void lateSamplesAndTheirLog() throws Exception {
    try (Tsdb tsdb = open()) {
      append(tsdb, 7_200_000);
      append(tsdb, 6_000_000);
      HeadStats head = tsdb.stats().head();
      assertThat(head.lateness().count()).isEqualTo(1);
      assertThat(head.lateness().sum()).isEqualTo(1200);
      Optional<WalStats> late = tsdb.stats().lateLog();
      assertThat(late).isPresent();
      // The mark of the batch and its sample.
      assertThat(late.get().volume().fragments()).isEqualTo(2);
    }
    assertThat(Tsdb.inMemory().stats().lateLog()).isEmpty();
  }

  @Test
  void whatGoesIntoTheLog() throws Exception {
    try (Tsdb tsdb = open()) {
      WalStats.Volume before = tsdb.stats().log().volume();
      assertThat(before.fragments()).isZero();
      append(tsdb, 1000);
      WalStats.Volume after = tsdb.stats().log().volume();
      // The series and its sample, within one page.
      assertThat(after.fragments()).isEqualTo(2);
      assertThat(after.pageFlushes()).isEqualTo(1);
      assertThat(after.fragmentBytes()).isEqualTo(files.size(DIR.resolve("wal/00000000")));
      assertThat(after.compression()).isEqualTo(Compression.SNAPPY);
    }
  }

  @Test
  void fullChunksInFiles() throws Exception {
    try (Tsdb tsdb = open()) {
      for (int i = 0; i < 300; i++) {
        append(tsdb, i * 15_000L);
      }
      assertThat(tsdb.stats().head().chunkFiles().written())
          .isPositive()
          .isEqualTo(tsdb.stats().head().chunks() - 1);
      assertThat(tsdb.stats().head().chunkFiles().corruptions()).isZero();
    }
  }
}
