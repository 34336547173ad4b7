package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JoinedChunksTest {
  private static final Labels A = Labels.of("__name__", "a");
  private static final Labels B = Labels.of("__name__", "b");
  private static final int MAX_SAMPLES = 240;

  private static NavigableMap<Long, Object> counter(int from, int to) {
    NavigableMap<Long, Object> samples = new TreeMap<>();
    for (int i = from; i < to; i++) {
      samples.put(i * 15_000L, (double) i);
    }
    return samples;
  }

  /** Number of the round of the first sample, and number of samples, of each chunk of a series. */
  private static List<String> chunks(SeriesChunks series) throws IOException {
    assertThat(series.nextSeries()).isTrue();
    List<String> found = new ArrayList<>();
    ChunkData chunk = new ChunkData();
    while (series.nextChunk(chunk)) {
      assertThat(chunk.maxTimeMs - chunk.minTimeMs).isEqualTo((chunk.samples() - 1) * 15_000L);
      found.add(chunk.minTimeMs / 15_000 + "+" + chunk.samples());
    }
    assertThat(series.nextChunk(chunk)).isFalse();
    return found;
  }

  @Test
  void chunksOfAllSizesBecomeAFewOfOneSize() throws IOException {
    ListedChunks staggered =
        new ListedChunks()
            .add(A, counter(0, 90), 120)
            .add(A, counter(90, 410), 160)
            .add(A, counter(410, 480), 120)
            .add(B, counter(0, 241), 60);
    try (JoinedChunks joined = new JoinedChunks(staggered, MAX_SAMPLES)) {
      assertThat(chunks(joined)).containsExactly("0+240", "240+240");
      assertThat(joined.labels()).isEqualTo(A);
      assertThat(chunks(joined)).containsExactly("0+121", "121+120");
      assertThat(joined.labels()).isEqualTo(B);
      assertThat(joined.nextSeries()).isFalse();
    }
    assertThat(staggered.closed).isTrue();
  }

  @Test
  void chunksStayWhereJoiningMakesNoFewer() throws IOException {
    NavigableMap<Long, Object> noise = new TreeMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 180; i++) {
      noise.put(i * 15_000L, random.nextDouble());
    }
    ListedChunks source = new ListedChunks().add(A, counter(0, 130), 100).add(B, noise, 100);
    try (JoinedChunks joined = new JoinedChunks(source, 120)) {
      assertThat(chunks(joined)).containsExactly("0+100", "100+30");
      assertThat(chunks(joined)).containsExactly("0+100", "100+80");
    }
  }

  @Test
  void chunksOfHistogramsAreLeftAlone() throws IOException {
    NavigableMap<Long, Object> histograms = new TreeMap<>();
    Histogram histogram = new RandomHistograms(new Random(2), false, false).next();
    for (int i = 20; i < 30; i++) {
      histograms.put(i * 15_000L, histogram);
    }
    ListedChunks source =
        new ListedChunks()
            .add(A, counter(0, 20), 10)
            .add(A, histograms, 5)
            .add(A, counter(30, 50), 10);
    try (JoinedChunks joined = new JoinedChunks(source, MAX_SAMPLES)) {
      assertThat(chunks(joined)).containsExactly("0+20", "20+5", "25+5", "30+20");
    }
  }

  @Test
  void joinedChunksHaveTheSameSamples() throws IOException {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      ListedChunks source = new ListedChunks();
      Map<Labels, NavigableMap<Long, Object>> expected = new TreeMap<>();
      for (Labels labels : List.of(A, B)) {
        NavigableMap<Long, Object> samples = new TreeMap<>();
        for (long timeMs = 0; timeMs < 900_000; timeMs += 1 + random.nextInt(2_000)) {
          samples.put(
              timeMs, random.nextBoolean() ? 1.0 * random.nextInt(50) : random.nextDouble());
        }
        source.add(labels, samples, 1 + random.nextInt(150));
        expected.put(labels, samples);
      }
      try (JoinedChunks joined = new JoinedChunks(source, 1 + random.nextInt(300))) {
        assertThat(ListedChunks.read(joined)).as("seed %s", seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void staleMarkersKeepTheirBits() throws IOException {
    NavigableMap<Long, Object> samples = counter(0, 9);
    samples.put(9 * 15_000L, StaleMarker.VALUE);
    ListedChunks source = new ListedChunks().add(A, samples, 5);
    ChunkData chunk = new ChunkData();
    ChunkReader reader = new ChunkReader();
    double[] values = new double[10];
    try (JoinedChunks joined = new JoinedChunks(source, MAX_SAMPLES)) {
      assertThat(joined.nextSeries() && joined.nextChunk(chunk)).isTrue();
      reader.reset(chunk);
      assertThat(reader.next(new long[10], values)).isEqualTo(10);
    }
    assertThat(Double.doubleToRawLongBits(values[9])).isEqualTo(StaleMarker.BITS);
  }
}
