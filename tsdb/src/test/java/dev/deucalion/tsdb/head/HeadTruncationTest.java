package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.storage.SeriesSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadTruncationTest {
  private static final long RANGE_MS = 100_000;
  private static final Matcher ALL = Matcher.of(MatchType.REGEX, "__name__", ".*");

  private final Head head = Head.inMemory(new HeadOptions(RANGE_MS, 20, 1));

  private static Labels series(int i) {
    return Labels.of("__name__", "m" + i % 5, "host", "host-" + i);
  }

  private void append(int from, int to, long timeMs) throws IOException {
    try (Appender batch = head.appender()) {
      for (int i = from; i < to; i++) {
        assertThat(batch.append(batch.seriesRef(series(i)), timeMs, i))
            .isEqualTo(AppendResult.APPENDED);
      }
      batch.commit();
    }
  }

  private Map<Labels, Map<Long, Long>> all() {
    return Reading.all(head, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void seriesWithoutNewerSamplesGo() throws Exception {
    for (long timeMs = 0; timeMs < 2 * RANGE_MS; timeMs += 1_000) {
      append(0, timeMs < RANGE_MS ? 300 : 100, timeMs);
    }
    Map<Labels, Map<Long, Long>> kept = Reading.all(head, RANGE_MS, Long.MAX_VALUE);
    head.truncate(RANGE_MS);
    assertThat(all()).isEqualTo(kept).hasSize(100);
    HeadStats stats = head.stats();
    assertThat(stats.series()).isEqualTo(100);
    assertThat(stats.seriesCreated()).isEqualTo(300);
    assertThat(stats.minTimeMs()).isEqualTo(RANGE_MS);
    assertThat(stats.symbols()).isEqualTo(107);
    assertThat(head.state().catalog().hasGarbage()).isFalse();
    try (Querier querier = head.querier(0, Long.MAX_VALUE)) {
      assertThat(querier.labelValues("host", List.of(), 0)).hasSize(100);
    }
    head.truncate(2 * RANGE_MS);
    assertThat(all()).isEmpty();
    assertThat(head.stats().series()).isZero();
    assertThat(head.minTimeMs()).isEqualTo(HeadStats.NO_MIN_TIME);
  }

  @Test
  void openReadersKeepWhatTheySaw() throws Exception {
    for (long timeMs = 0; timeMs < RANGE_MS; timeMs += 500) {
      append(0, 50, timeMs);
    }
    Map<Labels, Map<Long, Long>> before = all();
    try (Querier querier = head.querier(0, Long.MAX_VALUE)) {
      SeriesSet set = querier.select(List.of(Reading.selector(0, Long.MAX_VALUE, ALL))).getFirst();
      head.truncate(RANGE_MS);
      for (int round = 0; round < 200; round++) {
        append(100, 200, RANGE_MS + round * 1_000L);
      }
      head.reclaim();
      assertThat(head.state().catalog().hasGarbage()).isTrue();
      assertThat(Reading.read(set, 17)).isEqualTo(before);
    }
    head.reclaim();
    assertThat(head.state().catalog().hasGarbage()).isFalse();
    assertThat(all()).hasSize(100);
  }

  @Test
  void samplesInTheRangeThatIsGoneAreRefused() throws Exception {
    append(0, 1, 3 * RANGE_MS);
    head.truncate(3 * RANGE_MS - 10);
    try (Appender batch = head.appender()) {
      long ref = batch.seriesRef(series(1));
      assertThat(batch.append(ref, 3 * RANGE_MS - 11, 1)).isEqualTo(AppendResult.OUT_OF_BOUNDS);
      assertThat(batch.append(ref, 3 * RANGE_MS - 10, 1)).isEqualTo(AppendResult.APPENDED);
    }
    append(0, 1, 5 * RANGE_MS);
    try (Appender batch = head.appender()) {
      long ref = batch.seriesRef(series(1));
      long oldest = 5 * RANGE_MS - RANGE_MS / 2;
      assertThat(batch.append(ref, oldest - 1, 1)).isEqualTo(AppendResult.OUT_OF_BOUNDS);
      assertThat(batch.append(ref, oldest, 1)).isEqualTo(AppendResult.APPENDED);
    }
    assertThat(head.stats().outOfBounds()).isEqualTo(2);
  }

  @Test
  void batchThatNamesASeriesThatWentMakesItAnew() throws Exception {
    append(0, 10, 0);
    try (Appender slow = head.appender()) {
      long ref = slow.seriesRef(series(3));
      assertThat(slow.append(ref, RANGE_MS, 7)).isEqualTo(AppendResult.APPENDED);
      head.truncate(RANGE_MS / 2);
      assertThat(head.stats().series()).isZero();
      assertThat(slow.append(ref, RANGE_MS + 1, 7)).isEqualTo(AppendResult.UNKNOWN_SERIES);
      append(20, 30, RANGE_MS);
      slow.commit();
    }
    assertThat(all()).hasSize(11).containsKey(series(3));
    append(3, 4, RANGE_MS + 1);
    assertThat(all().get(series(3))).hasSize(2);
    head.reclaim();
    assertThat(head.state().catalog().hasGarbage()).isFalse();
  }

  @Test
  void churnDoesNotRatchet() throws Exception {
    Random random = new Random(8);
    long mostSlabBytes = 0;
    long labelBytes = 0;
    for (int range = 0; range < 40; range++) {
      for (int round = 0; round < 30; round++) {
        append(range * 500, range * 500 + 1_000, range * RANGE_MS + round * 3_000L);
      }
      head.truncate(range * RANGE_MS);
      if (range == 10) {
        mostSlabBytes = head.stats().openChunkBytes();
        labelBytes = head.state().catalog().labelSetBytes();
      }
      if (random.nextInt(4) == 0) {
        assertThat(all()).hasSize(1_000);
      }
    }
    assertThat(head.stats().series()).isLessThanOrEqualTo(1_000);
    assertThat(head.state().catalog().idBound()).isLessThanOrEqualTo(2_000);
    assertThat(head.stats().symbols()).isLessThan(1_100);
    assertThat(head.stats().openChunkBytes()).isLessThanOrEqualTo(mostSlabBytes * 3 / 2);
    assertThat(head.state().catalog().labelSetBytes()).isLessThanOrEqualTo(labelBytes * 2);
    assertThat(head.state().fullChunkList().count()).isLessThan(12_000);
  }

  @Test
  void deletedSamplesAreNotSeen() throws Exception {
    for (long timeMs = 0; timeMs < RANGE_MS; timeMs += 1_000) {
      append(0, 10, timeMs);
    }
    Map<Labels, Map<Long, Long>> expected = all();
    head.delete(10_500, 50_000, List.of(Matcher.of(MatchType.EQUAL, "__name__", "m1")));
    head.delete(90_000, Long.MAX_VALUE, List.of(Matcher.of(MatchType.EQUAL, "host", "host-2")));
    expected.forEach((labels, samples) -> {
      boolean first = labels.metricName().equals("m1");
      boolean second = labels.get("host").equals("host-2");
      samples.keySet().removeIf(t -> first && t > 10_500 && t <= 50_000 || second && t >= 90_000);
    });
    assertThat(all()).isEqualTo(expected);
    append(0, 10, RANGE_MS);
    assertThat(all().get(series(2))).containsKey(RANGE_MS);
    head.truncate(60_000);
    assertThat(head.state().deletions().isEmpty()).isFalse();
    head.truncate(RANGE_MS);
    assertThat(head.state().deletions().isEmpty()).isTrue();
  }
}
