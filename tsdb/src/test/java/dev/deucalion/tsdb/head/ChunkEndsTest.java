package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkEndsTest {
  private static final long RANGE_MS = 7_200_000;
  private static final long START_MS = 1_000 * RANGE_MS;
  private static final int WANTED = 120;

  /** Samples of each chunk in one range. */
  private static List<Integer> chunks(int id, long firstMs, long intervalMs) {
    List<Integer> lengths = new ArrayList<>();
    long startMs = firstMs;
    long nextMs = START_MS + RANGE_MS;
    int samples = 0;
    for (long timeMs = firstMs; timeMs < START_MS + RANGE_MS; timeMs += intervalMs) {
      if (samples == WANTED / 4) {
        nextMs = ChunkEnds.nextChunkMs(id, startMs, timeMs - intervalMs, nextMs, RANGE_MS);
        assertThat(nextMs).isGreaterThanOrEqualTo(timeMs - intervalMs + 1);
      }
      if (timeMs >= nextMs) {
        lengths.add(samples);
        samples = 0;
        startMs = timeMs;
        nextMs = START_MS + RANGE_MS;
      }
      samples++;
    }
    lengths.add(samples);
    return lengths;
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 5_000, 10_000, 15_000, 20_000, 30_000, 60_000, 300_000})
  void noMoreChunksThanOfTheWantedLength(long intervalMs) {
    long most = Math.max(1, RANGE_MS / (4 * (WANTED / 4 - 1) * intervalMs + 4));
    for (int id = 0; id < 1_000; id++) {
      List<Integer> lengths = chunks(id, START_MS + id % intervalMs, intervalMs);
      assertThat(lengths).hasSizeLessThanOrEqualTo((int) most).allMatch(n -> n < 2 * WANTED);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5_000, 10_000, 15_000})
  void openChunksAreOfAllLengths(long intervalMs) {
    int samplesInRange = (int) (RANGE_MS / intervalMs);
    long[] open = new long[samplesInRange];
    int series = 2_000;
    for (int id = 0; id < series; id++) {
      int at = 0;
      for (int length : chunks(id, START_MS, intervalMs)) {
        for (int i = 1; i <= length; i++) {
          open[at++] += i;
        }
      }
    }
    for (long each : open) {
      assertThat(each / (double) series).isLessThan(0.85 * WANTED);
    }
  }

  @Test
  void chunkThatBeginsLateEndsWithTheRange() {
    long startMs = START_MS + RANGE_MS - 40 * 15_000;
    long lastMs = startMs + 29 * 15_000;
    for (int id = 0; id < 100; id++) {
      assertThat(ChunkEnds.nextChunkMs(id, startMs, lastMs, START_MS + RANGE_MS, RANGE_MS))
          .isBetween(lastMs + 1, START_MS + RANGE_MS);
    }
  }
}
