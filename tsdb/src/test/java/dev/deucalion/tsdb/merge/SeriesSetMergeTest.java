package dev.deucalion.tsdb.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.MapCursor;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesSetMergeTest {
  private static final Labels A = Labels.of("__name__", "a");
  private static final Labels B = Labels.of("__name__", "b");
  private static final Labels C = Labels.of("__name__", "c");

  private static Histogram histogram(long count, CounterResetHint hint) {
    return new IntHistogram(
        hint,
        BucketLayout.custom(new int[0], new double[] {1}),
        count,
        count,
        1.5,
        new long[0],
        new long[0]);
  }

  private static List<Labels> labels(SeriesSet set) {
    List<Labels> labels = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      labels.add(set.labels(i));
    }
    return labels;
  }

  @Test
  void noneOfNone() {
    SeriesSetMerge merge = new SeriesSetMerge();
    merge.add(new ListedSeries(), 0);
    assertThat(merge.merged(true).size()).isZero();
  }

  @Test
  void whatMergingHoldsCountsUntilTheEndOfTheRead() {
    long[] bytes = new long[2];
    ReadGuard.Limits limits =
        new ReadGuard.Limits() {
          @Override
          public void checkpoint() {}

          @Override
          public void holdBytes(long more) {
            bytes[0] += more;
            bytes[1] = Math.max(bytes[1], bytes[0]);
          }

          @Override
          public void releaseBytes(long less) {
            bytes[0] -= less;
          }
        };
    ListedSeries first = new ListedSeries();
    first.add(A, Map.of(1L, 1.0));
    first.add(B, Map.of(1L, 1.0));
    ListedSeries second = new ListedSeries();
    second.add(B, Map.of(2L, 1.0));
    SeriesSetMerge merge = new SeriesSetMerge();
    merge.add(first, 0);
    merge.add(second, 0);
    assertThat(ReadGuard.call(limits, () -> merge.merged(false)).size()).isEqualTo(2);
    assertThat(bytes[1]).isGreaterThanOrEqualTo(A.heapBytes() + B.heapBytes());
    assertThat(bytes[0]).isZero();
  }

  @Test
  void aSingleSetIsGivenAsItIs() {
    ListedSeries set = new ListedSeries();
    set.add(A, Map.of(1L, 1.0));
    SeriesSetMerge merge = new SeriesSetMerge();
    merge.add(new ListedSeries(), 0);
    merge.add(set, 0);
    assertThat(merge.merged(true)).isSameAs(set);
  }

  @Test
  void seriesAreUnitedAndSortedWhenAsked() {
    ListedSeries first = new ListedSeries();
    first.add(B, Map.of(1L, 1.0));
    first.add(C, Map.of(1L, 2.0));
    ListedSeries second = new ListedSeries();
    second.add(A, Map.of(2L, 3.0));
    second.add(B, Map.of(2L, 4.0));
    for (boolean sorted : new boolean[] {false, true}) {
      SeriesSetMerge merge = new SeriesSetMerge();
      merge.add(first, 0);
      merge.add(second, 2);
      SeriesSet merged = merge.merged(sorted);
      assertThat(labels(merged)).isEqualTo(sorted ? List.of(A, B, C) : List.of(B, C, A));
      SampleCursor cursor = merged.samples(labels(merged).indexOf(B), null);
      assertThat(MapCursor.read(cursor, 5)).isEqualTo(Map.of(1L, 1.0, 2L, 4.0));
      cursor = merged.samples(labels(merged).indexOf(A), cursor);
      assertThat(MapCursor.read(cursor, 5)).isEqualTo(Map.of(2L, 3.0));
    }
  }

  @Test
  void aPartIsNotOpenedBeforeItsTime() {
    ListedSeries early = new ListedSeries();
    early.add(A, Map.of(1L, 1.0, 2L, 2.0));
    ListedSeries late = new ListedSeries();
    late.add(A, Map.of(10L, 3.0));
    SeriesSetMerge merge = new SeriesSetMerge();
    merge.add(early, 0);
    merge.add(late, 10);
    SampleCursor cursor = merge.merged(false).samples(0, null);
    assertThat(cursor.next(new long[9], new double[9])).isEqualTo(2);
    assertThat(late.cursors()).isZero();
    assertThat(cursor.next(new long[9], new double[9])).isEqualTo(1);
    assertThat(cursor.next(new long[9], new double[9])).isZero();
  }

  @Test
  void theFirstSetWinsAndHistogramsLoseTheHintOfAnotherPart() {
    ListedSeries first = new ListedSeries();
    first.add(
        A,
        Map.of(
            1L, histogram(1, CounterResetHint.RESET),
            3L, histogram(3, CounterResetHint.NOT_RESET),
            5L, 5.0));
    ListedSeries second = new ListedSeries();
    second.add(
        A,
        Map.of(
            2L, histogram(2, CounterResetHint.NOT_RESET),
            3L, histogram(33, CounterResetHint.NOT_RESET),
            4L, histogram(4, CounterResetHint.GAUGE),
            5L, 55.0));
    SeriesSetMerge merge = new SeriesSetMerge();
    merge.add(first, Long.MIN_VALUE);
    merge.add(second, Long.MIN_VALUE);
    assertThat(MapCursor.read(merge.merged(false).samples(0, null), 2))
        .isEqualTo(
            Map.of(
                1L, histogram(1, CounterResetHint.RESET),
                2L, histogram(2, CounterResetHint.UNKNOWN),
                3L, histogram(3, CounterResetHint.UNKNOWN),
                4L, histogram(4, CounterResetHint.GAUGE),
                5L, 5.0));
  }

  @Test
  void cursorsAreMergedFromWhereTheyAre() {
    ListedSeries first = new ListedSeries();
    first.add(A, Map.of(1L, 1.0, 3L, 3.0));
    ListedSeries second = new ListedSeries();
    second.add(A, Map.of(2L, 2.0, 3L, 33.0, 4L, 4.0));
    SampleCursor begun = first.samples(0, null);
    assertThat(begun.next(new long[1], new double[1])).isEqualTo(1);
    SampleCursor merged = new MergedCursor(List.of(begun, second.samples(0, null)));
    assertThat(MapCursor.read(merged, 2)).isEqualTo(Map.of(2L, 2.0, 3L, 3.0, 4L, 4.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyPartsGiveTheUnion(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int sets = 2 + random.nextInt(4);
      Map<Labels, TreeMap<Long, Object>> expected = new TreeMap<>();
      SeriesSetMerge merge = new SeriesSetMerge();
      for (int s = 0; s < sets; s++) {
        long fromMs = random.nextInt(3) == 0 ? random.nextInt(300) : 300L * s;
        long lengthMs = 1L + random.nextInt(400);
        ListedSeries set = new ListedSeries();
        for (Labels series : List.of(A, B, C)) {
          Map<Long, Object> samples = samples(random, fromMs, lengthMs);
          if (random.nextInt(4) > 0) {
            set.add(series, samples);
            TreeMap<Long, Object> union = expected.computeIfAbsent(series, l -> new TreeMap<>());
            samples.forEach(union::putIfAbsent);
          }
        }
        merge.add(set, random.nextBoolean() ? Long.MIN_VALUE : fromMs);
      }
      SeriesSet merged = merge.merged(true);
      assertThat(labels(merged))
          .as("seed %d, round %d", seed, round)
          .containsExactlyElementsOf(expected.keySet());
      SampleCursor cursor = null;
      for (int i = 0; i < merged.size(); i++) {
        cursor = merged.samples(i, cursor);
        assertThat(MapCursor.read(cursor, 1 + random.nextInt(random.nextInt(300) + 1)))
            .as("seed %d, round %d, series %s", seed, round, merged.labels(i))
            .isEqualTo(expected.get(merged.labels(i)));
      }
    }
  }

  private static Map<Long, Object> samples(Random random, long fromMs, long lengthMs) {
    Map<Long, Object> samples = new TreeMap<>();
    boolean histograms = random.nextInt(3) == 0;
    for (long timeMs = fromMs; timeMs < fromMs + lengthMs; timeMs += 1 + random.nextInt(4)) {
      histograms ^= random.nextInt(20) == 0;
      samples.put(
          timeMs,
          histograms
              ? histogram(random.nextInt(9), CounterResetHint.GAUGE)
              : (Object) random.nextDouble());
    }
    return samples;
  }
}
