package dev.deucalion.http.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.wire.WireWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What streams may take in memory. */
class DeltaStreamsTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final int MAX_BYTES = 100_000;

  private final DeltaStreams streams = new DeltaStreams(new Random(1), MAX_BYTES);
  private final WireWriter name = new WireWriter();
  private final OtlpPoint point = new OtlpPoint();

  /** Adds streams, each with one point of so many buckets, until no more are taken. */
  private int fill(long nowMs, int buckets) {
    try (DeltaStreams.Turn turn = streams.begin(nowMs)) {
      assertThatThrownBy(
              () -> {
                for (int number = 0; ; number++) {
                  assertThat(add(turn, number, nowMs, buckets)).isTrue();
                }
              })
          .isInstanceOf(OtlpException.class)
          .hasMessage("streams of points with delta temporality take more than 100000 bytes");
      return streams.size();
    }
  }

  private boolean add(DeltaStreams.Turn turn, int number, long timeNs, int buckets)
      throws OtlpException {
    begin(number, timeNs);
    for (int i = 0; i < buckets; i++) {
      point.bucketCounts.add(1);
    }
    return turn.add(name, point);
  }

  private void begin(int number, long timeNs) {
    name.clear();
    name.int64(1, number);
    point.clear();
    point.timeNs = timeNs;
  }

  /** Adds a point of an exponential histogram with buckets from an index on. */
  private boolean addExponential(
      DeltaStreams.Turn turn, int number, long timeNs, int first, int buckets)
      throws OtlpException {
    begin(number, timeNs);
    point.count = buckets;
    point.positiveOffset = first;
    for (int i = 0; i < buckets; i++) {
      point.positiveCounts.add(1);
    }
    return turn.add(name, point);
  }

  @Test
  void manyStreamsAreRefusedAndSoAreLargeOnes() {
    int small = fill(NOW_MS, 0);
    assertThat(small).isBetween(100, 1_000);
    int large = fill(NOW_MS + 400_000, 1_000);
    assertThat(large).as("those before are forgotten").isBetween(5, 20);
    assertThat(fill(NOW_MS + 800_000, 0)).as("all room is given back").isEqualTo(small);
  }

  @Test
  void whoHasTheTurnGivesItBackAfterARefusal() {
    fill(NOW_MS, 0);
    try (DeltaStreams.Turn turn = streams.begin(NOW_MS)) {
      assertThatThrownBy(() -> add(turn, -1, NOW_MS, 0)).isInstanceOf(OtlpException.class);
    }
    assertThat(fill(NOW_MS + 400_000, 0)).isPositive();
  }

  @Test
  void streamsThatGrowAreRefusedToo() throws OtlpException {
    int number = 250;
    int[] grown = {0};
    try (DeltaStreams.Turn turn = streams.begin(NOW_MS)) {
      for (int i = 0; i < number; i++) {
        assertThat(addExponential(turn, i, NOW_MS, 0, 1)).isTrue();
      }
      assertThatThrownBy(
              () -> {
                for (; grown[0] < number; grown[0]++) {
                  assertThat(addExponential(turn, grown[0], NOW_MS + 1, 150, 1)).isTrue();
                }
              })
          .isInstanceOf(OtlpException.class)
          .hasMessage("streams of points with delta temporality take more than 100000 bytes");
      assertThat(addExponential(turn, grown[0], NOW_MS + 1, 0, 1))
          .as("who needs no more room goes on")
          .isTrue();
      assertThat(point.count).as("what was refused does not count").isEqualTo(2);
    }
    assertThat(streams.size()).isEqualTo(number);
    assertThat(fill(NOW_MS + 400_000, 0)).as("all room is given back").isEqualTo(333);
  }

  @Test
  void exponentialHistogramsDoNotGrowAtOnceEither() throws OtlpException {
    try (DeltaStreams.Turn turn = streams.begin(NOW_MS)) {
      addExponential(turn, 0, NOW_MS, 0, 0);
      assertThat(addExponential(turn, 0, NOW_MS + 1, 0, OtlpPoint.MAX_BUCKETS)).isTrue();
    }
    assertThat(point.positiveCounts.size()).isEqualTo(128);
    assertThat(point.positiveCounts.get(0)).isEqualTo(512);
    assertThat(point.scale).isEqualTo(-9);
  }
}
