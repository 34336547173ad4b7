package dev.deucalion.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.sample.StaleMarker;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of native histograms must do. */
public abstract class SampleKindsContract {
  private static final Labels UP = Labels.of("__name__", "up");
  private static final Labels DOWN = Labels.of("__name__", "down");

  private TestStore store;

  /** An empty store that takes no samples out of order. */
  protected abstract TestStore open() throws Exception;

  /** The same store after it was closed and opened again, or itself where it keeps nothing. */
  protected TestStore reopen(TestStore before) throws Exception {
    return before;
  }

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
  }

  private AppendResult append(Labels series, long timeMs, Object sample) throws Exception {
    try (Appender batch = store.appender()) {
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

  private Map<Long, Object> samples(Labels series) {
    return SampleMap.all(store, Long.MIN_VALUE, Long.MAX_VALUE).getOrDefault(series, Map.of());
  }

  private static Object plain(Object sample) {
    return sample instanceof Histogram h
        ? TestHistograms.plain(h)
        : (Object) Double.doubleToRawLongBits((Double) sample);
  }

  @Test
  void kindsAlternateInOneSeries() throws Exception {
    Map<Long, Object> expected = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      Object sample =
          switch (i / 7 % 4) {
            case 0 -> (double) i;
            case 1 -> TestHistograms.ofInts(i);
            case 2 -> TestHistograms.ofFloats(i);
            default -> TestHistograms.custom(i);
          };
      assertThat(append(UP, i, sample)).isEqualTo(AppendResult.APPENDED);
      expected.put((long) i, plain(sample));
      append(DOWN, i, (double) i);
    }
    assertThat(samples(UP)).isEqualTo(expected);
    store = reopen(store);
    assertThat(samples(UP)).isEqualTo(expected);
    assertThat(samples(DOWN)).hasSize(60);
  }

  @Test
  void kindsAlternateInOneBatch() throws Exception {
    Map<Long, Object> expected = new TreeMap<>();
    Random random = new Random(7);
    try (Appender batch = store.appender()) {
      for (int i = 0; i < 40; i++) {
        Object sample =
            switch (random.nextInt(4)) {
              case 0 -> (double) i;
              case 1 -> TestHistograms.ofInts(i);
              case 2 -> TestHistograms.ofFloats(i);
              default -> TestHistograms.custom(i);
            };
        append(batch, UP, i, sample);
        append(batch, DOWN, i, (double) i);
        expected.put((long) i, plain(sample));
      }
      batch.commit();
    }
    assertThat(samples(UP)).isEqualTo(expected);
    store = reopen(store);
    assertThat(samples(UP)).isEqualTo(expected);
  }

  @Test
  void manyHistogramsFillManyChunks() throws Exception {
    Map<Long, Object> expected = new TreeMap<>();
    for (int i = 0; i < 2000; i++) {
      int n = i % 700; // the counter begins anew
      Histogram histogram = TestHistograms.ofInts(n, 3 + i / 300);
      append(UP, i * 15_000L, histogram);
      expected.put(i * 15_000L, plain(histogram));
    }
    assertThat(samples(UP)).isEqualTo(expected);
    assertThat(SampleMap.all(store, 1_000_000, 2_000_000).get(UP)).hasSize(67);
    store = reopen(store);
    assertThat(samples(UP)).isEqualTo(expected);
  }

  @Test
  void refusesWhatIsOlderOrDiffersAtTheSameTime() throws Exception {
    Histogram histogram = TestHistograms.ofInts(5);
    append(UP, 10, histogram);
    assertThat(append(UP, 9, TestHistograms.ofInts(1))).isEqualTo(AppendResult.OUT_OF_ORDER);
    assertThat(append(UP, 10, histogram.withResetHint(CounterResetHint.NOT_RESET)))
        .isEqualTo(AppendResult.APPENDED);
    assertThat(append(UP, 10, TestHistograms.ofInts(6)))
        .isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
    assertThat(append(UP, 10, TestHistograms.ofFloats(5)))
        .isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
    assertThat(append(UP, 10, histogram.sum())).isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
    append(DOWN, 10, 1.0);
    assertThat(append(DOWN, 10, histogram)).isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
    assertThat(samples(UP)).isEqualTo(Map.of(10L, plain(histogram)));
  }

  @Test
  void refusesHistogramsThatContradictThemselves() throws Exception {
    IntHistogram bad =
        new IntHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.exponential(0, 0, new int[] {0, 1}, new int[0]),
            0,
            5,
            1,
            new long[] {6},
            new long[0]);
    assertThat(append(UP, 1, bad)).isEqualTo(AppendResult.INVALID_HISTOGRAM);
    assertThat(samples(UP)).isEmpty();
  }

  @Test
  void endOfAHistogramSeriesIsAHistogram() throws Exception {
    append(UP, 1, TestHistograms.ofInts(1));
    append(UP, 2, StaleMarker.VALUE);
    append(UP, 3, TestHistograms.ofFloats(1));
    append(UP, 4, StaleMarker.VALUE);
    append(UP, 5, 1.0);
    append(UP, 6, StaleMarker.VALUE);
    Map<Long, Object> expected =
        Map.of(
            1L, plain(TestHistograms.ofInts(1)),
            2L, "IntHistogram stale",
            3L, plain(TestHistograms.ofFloats(1)),
            4L, "FloatHistogram stale",
            5L, plain(1.0),
            6L, plain(StaleMarker.VALUE));
    assertThat(samples(UP)).isEqualTo(expected);
    store = reopen(store);
    assertThat(samples(UP)).isEqualTo(expected);
  }

  @Test
  void whatWasSelectedStaysWhileMoreIsWritten() throws Exception {
    for (int i = 0; i < 5; i++) {
      append(UP, i, TestHistograms.ofInts(i));
    }
    try (Querier querier = store.querier(0, Long.MAX_VALUE)) {
      SeriesSet set =
          querier
              .select(List.of(Reading.selector(0, Long.MAX_VALUE, Matcher.equal("__name__", "up"))))
              .getFirst();
      Map<Long, Object> before = SampleMap.read(set.samples(0, null), 3);
      for (int i = 5; i < 500; i++) {
        append(UP, i, TestHistograms.ofInts(i, 3 + i % 9));
      }
      assertThat(before).hasSize(5);
      assertThat(SampleMap.read(set.samples(0, null), 3)).isEqualTo(before);
    }
    assertThat(samples(UP)).hasSize(500);
  }
}
