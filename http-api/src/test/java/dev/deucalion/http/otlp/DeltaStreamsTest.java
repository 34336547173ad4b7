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
    name.clear();
    name.int64(1, number);
    point.clear();
    point.timeNs = timeNs;
    for (int i = 0; i < buckets; i++) {
      point.bucketCounts.add(1);
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
}
