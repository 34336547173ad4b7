package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.SampleMap;
import dev.deucalion.storage.TestHistograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples that come behind newer ones of their series. */
class OutOfOrderTest {
  private static final Labels UP = Labels.of("__name__", "up");
  private static final Labels DOWN = Labels.of("__name__", "down");
  private static final long WINDOW_MS = 100_000;

  @TempDir private Path dir;
  private Tsdb tsdb;

  @BeforeEach
  void openStore() throws Exception {
    tsdb = open(WINDOW_MS);
  }

  private Tsdb open(long windowMs) throws Exception {
    return Tsdb.open(
        dir,
        TsdbOptions.DEFAULTS.withReloadable(
            ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(windowMs)));
  }

  @AfterEach
  void closeStore() throws Exception {
    tsdb.close();
  }

  @Test
  void aBatchMayRefuseWhatIsLate() throws Exception {
    append(UP, 50_000, 1.0);
    try (Appender batch = tsdb.appender()) {
      batch.inOrderOnly();
      assertThat(append(batch, UP, 40_000, 2.0)).isEqualTo(AppendResult.OUT_OF_ORDER);
      assertThat(append(batch, UP, 60_000, 3.0)).isEqualTo(AppendResult.APPENDED);
      assertThat(append(batch, DOWN, 40_000, 4.0)).isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
    assertThat(append(UP, 40_000, 2.0)).isEqualTo(AppendResult.APPENDED);
  }

  @Test
  void aBatchMayRefuseWhatIsLateForAWhile() throws Exception {
    append(UP, 50_000, 1.0);
    try (Appender batch = tsdb.appender()) {
      batch.inOrderOnly();
      assertThat(append(batch, UP, 40_000, 2.0)).isEqualTo(AppendResult.OUT_OF_ORDER);
      batch.inAnyOrder();
      assertThat(append(batch, UP, 40_000, 3.0)).isEqualTo(AppendResult.APPENDED);
      batch.commit();
    }
    assertThat(everything().get(UP)).containsOnlyKeys(40_000L, 50_000L);
  }

  private AppendResult append(Labels series, long timeMs, Object sample) throws Exception {
    try (Appender batch = tsdb.appender()) {
      AppendResult result = append(batch, series, timeMs, sample);
      batch.commit();
      return result;
    }
  }

  private static AppendResult append(Appender batch, Labels series, long timeMs, Object sample) {
    long ref = batch.seriesRef(series);
    return sample instanceof Histogram h
        ? batch.append(ref, timeMs, h)
        : batch.append(ref, timeMs, (Double) sample);
  }

  private Map<Labels, Map<Long, Object>> everything() {
    return SampleMap.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static Object plain(Object sample) {
    return sample instanceof Histogram h
        ? TestHistograms.plain(h)
        : (Object) Double.doubleToRawLongBits((Double) sample);
  }

  private void reopen() throws Exception {
    tsdb.close();
    tsdb = open(WINDOW_MS);
  }

  @Test
  void takesWhatIsInTheWindow() throws Exception {
    append(UP, 200_000, 1.0);
    assertThat(append(UP, 100_000, 2.0)).isEqualTo(AppendResult.APPENDED);
    assertThat(append(UP, 99_999, 3.0)).isEqualTo(AppendResult.TOO_OLD);
    assertThat(append(UP, 150_000, TestHistograms.ofInts(4))).isEqualTo(AppendResult.APPENDED);
    assertThat(append(UP, 200_000, 5.0)).isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
    assertThat(append(DOWN, 120_000, 6.0)).as("a new series").isEqualTo(AppendResult.APPENDED);
    Map<Labels, Map<Long, Object>> expected =
        Map.of(
            UP,
            Map.of(
                100_000L, plain(2.0),
                150_000L, plain(TestHistograms.ofInts(4)),
                200_000L, plain(1.0)),
            DOWN,
            Map.of(120_000L, plain(6.0)));
    assertThat(everything()).isEqualTo(expected);
    assertThat(SampleMap.all(tsdb, 100_001, 199_999).get(UP)).containsOnlyKeys(150_000L);
    reopen();
    assertThat(everything()).isEqualTo(expected);
  }

  @Test
  void theFirstSampleOfATimeStays() throws Exception {
    append(UP, 200_000, 1.0);
    append(UP, 150_000, 2.0);
    assertThat(append(UP, 150_000, 3.0)).isEqualTo(AppendResult.APPENDED);
    assertThat(everything().get(UP)).containsEntry(150_000L, plain(2.0));
    reopen();
    assertThat(everything().get(UP)).containsEntry(150_000L, plain(2.0));
  }

  @Test
  void aBatchInDisorderIsTakenWhole() throws Exception {
    Random random = new Random(3);
    Map<Long, Object> expected = new TreeMap<>();
    try (Appender batch = tsdb.appender()) {
      append(batch, UP, 200_000, 0.0);
      expected.put(200_000L, plain(0.0));
      for (int i = 0; i < 300; i++) {
        long time = 100_000L + random.nextInt(150_000);
        double value = i;
        append(batch, UP, time, value);
        expected.putIfAbsent(time, plain(value));
      }
      batch.commit();
    }
    long newest = expected.keySet().stream().mapToLong(t -> t).max().orElseThrow();
    assertThat(newest).isGreaterThan(200_000L);
    assertThat(everything().get(UP)).isEqualTo(expected);
    reopen();
    assertThat(everything().get(UP)).isEqualTo(expected);
  }

  @Test
  void withoutAWindowThereIsNoLogAndOldOnesAreKept() throws Exception {
    append(UP, 200_000, 1.0);
    append(UP, 150_000, 2.0);
    tsdb.close();
    tsdb = open(0);
    assertThat(everything().get(UP)).hasSize(2);
    assertThat(append(UP, 140_000, 3.0)).isEqualTo(AppendResult.OUT_OF_ORDER);
    tsdb.close();
    try (Tsdb other = Tsdb.open(dir.resolve("other"), TsdbOptions.DEFAULTS)) {
      assertThat(other.stats().head().series()).isZero();
    }
    assertThat(Files.exists(dir.resolve("other/wbl"))).isFalse();
    tsdb = open(WINDOW_MS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsWhatAMapHoldsAcrossRestarts(long seed) throws Exception {
    Random random = new Random(seed);
    List<Labels> series = List.of(UP, DOWN, Labels.of("__name__", "other"));
    Map<Labels, Map<Long, Object>> expected = new TreeMap<>();
    long now = 1_000_000;
    for (int batchNumber = 0; batchNumber < 400; batchNumber++) {
      now += random.nextInt(2_000);
      try (Appender batch = tsdb.appender()) {
        for (int i = random.nextInt(30); i >= 0; i--) {
          Labels labels = series.get(random.nextInt(series.size()));
          long time = now - random.nextInt(50_000);
          int n = random.nextInt(1000);
          Object sample =
              switch (random.nextInt(8)) {
                case 0 -> TestHistograms.ofInts(n);
                case 1 -> TestHistograms.ofFloats(n);
                default -> (double) n;
              };
          if (expected.computeIfAbsent(labels, l -> new TreeMap<>()).containsKey(time)) {
            continue;
          }
          assertThat(append(batch, labels, time, sample)).isEqualTo(AppendResult.APPENDED);
          expected.get(labels).put(time, plain(sample));
        }
        batch.commit();
      }
      if (random.nextInt(40) == 0) {
        reopen();
      }
      if (batchNumber % 50 == 0 || batchNumber == 399) {
        assertThat(everything()).as("seed %d, batch %d", seed, batchNumber).isEqualTo(expected);
      }
    }
    assertThat(tsdb.stats().head().samplesAppended()).isPositive();
  }
}
