package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.SampleMap;
import dev.deucalion.storage.TestHistograms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A counter's start becomes a sample of nothing, once, and stays when the store is opened anew. */
class AppendStartTest {
  private static final Labels COUNTER = Labels.of("__name__", "requests_total");
  private static final Object ZERO = bits(0);

  @TempDir private Path dir;
  private Tsdb tsdb;

  @BeforeEach
  void open() throws IOException {
    tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS);
  }

  @AfterEach
  void close() throws IOException {
    tsdb.close();
  }

  private static Object bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** Appends a sample behind its start; returns what became of the start. */
  private AppendResult append(long timeMs, long startMs, Object sample) throws IOException {
    @Nullable Histogram histogram = sample instanceof Histogram given ? given : null;
    try (Appender batch = tsdb.appender()) {
      long ref = batch.seriesRef(COUNTER);
      AppendResult result = batch.appendStart(ref, timeMs, startMs, histogram);
      assertThat(
              histogram == null
                  ? batch.append(ref, timeMs, (Double) sample)
                  : batch.append(ref, timeMs, histogram))
          .isEqualTo(AppendResult.APPENDED);
      batch.commit();
      return result;
    }
  }

  private void assertHolds(Map<Long, Object> samples) throws IOException {
    assertThat(SampleMap.all(tsdb, 0, Long.MAX_VALUE)).isEqualTo(Map.of(COUNTER, samples));
    tsdb.close();
    open();
    assertThat(SampleMap.all(tsdb, 0, Long.MAX_VALUE)).isEqualTo(Map.of(COUNTER, samples));
  }

  @Test
  void aStartIsASampleOnce() throws IOException {
    assertThat(append(2_000, 1_500, 7.0)).isEqualTo(AppendResult.APPENDED);
    assertThat(append(3_000, 1_500, 8.0)).isEqualTo(AppendResult.OUT_OF_ORDER);
    assertHolds(Map.of(1_500L, ZERO, 2_000L, bits(7), 3_000L, bits(8)));
    assertThat(append(4_000, 1_500, 9.0)).isEqualTo(AppendResult.OUT_OF_ORDER);
    assertThat(append(5_000, 4_200, 1.0)).as("begun anew").isEqualTo(AppendResult.APPENDED);
    assertHolds(
        Map.of(
            1_500L, ZERO, 2_000L, bits(7), 3_000L, bits(8), 4_000L, bits(9), 4_200L, ZERO, 5_000L,
            bits(1)));
  }

  @Test
  void aStartThatMakesNoSenseIsLeftOut() throws IOException {
    assertThat(append(2_000, 2_000, 1.0)).isEqualTo(AppendResult.OUT_OF_ORDER);
    assertThat(append(3_000, 3_001, 2.0)).isEqualTo(AppendResult.OUT_OF_ORDER);
    assertThat(append(100_000_000, 99_000_000, 3.0)).isEqualTo(AppendResult.APPENDED);
    assertThat(append(100_001_000, 50_000_000, 4.0))
        .as("long ago")
        .isEqualTo(AppendResult.OUT_OF_BOUNDS);
    assertHolds(
        Map.of(
            2_000L,
            bits(1),
            3_000L,
            bits(2),
            99_000_000L,
            ZERO,
            100_000_000L,
            bits(3),
            100_001_000L,
            bits(4)));
    try (Appender batch = tsdb.appender()) {
      assertThat(batch.appendStart(1L << 50, 10, 5, null)).isEqualTo(AppendResult.UNKNOWN_SERIES);
    }
  }

  @Test
  void theStartOfAHistogramIsAnEmptyOne() throws IOException {
    for (Histogram first : new Histogram[] {TestHistograms.ofInts(3), TestHistograms.ofFloats(4)}) {
      tsdb.close();
      dir = dir.resolve("next");
      open();
      Object empty = SampleMap.comparable(first.emptied());
      assertThat(append(2_000, 1_000, first)).isEqualTo(AppendResult.APPENDED);
      assertHolds(Map.of(1_000L, empty, 2_000L, SampleMap.comparable(first)));
    }
  }
}
