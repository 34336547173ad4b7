package dev.deucalion.tsdb.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ListedChunks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedChunksTest {
  private static final Labels A = Labels.of("__name__", "a");
  private static final Labels B = Labels.of("__name__", "b", "é", "\ud83d\ude00");
  private static final Labels C = Labels.of("__name__", "c", "é", "\uff00");

  private static NavigableMap<Long, Object> floats(long from, long to) {
    NavigableMap<Long, Object> samples = new TreeMap<>();
    for (long timeMs = from; timeMs < to; timeMs++) {
      samples.put(timeMs, (double) timeMs);
    }
    return samples;
  }

  /** First time and number of samples of each chunk. */
  private static List<String> chunks(MergedChunks merged) throws IOException {
    List<String> found = new ArrayList<>();
    ChunkData chunk = new ChunkData();
    while (merged.nextChunk(chunk)) {
      found.add(chunk.minTimeMs + "+" + chunk.samples());
    }
    return found;
  }

  @Test
  void seriesAndSymbolsAreUnited() throws IOException {
    ListedChunks first = new ListedChunks().add(A, floats(0, 9), 5).add(C, floats(0, 9), 5);
    ListedChunks second = new ListedChunks().add(B, floats(9, 12), 5).add(C, floats(9, 12), 5);
    try (MergedChunks merged = new MergedChunks(List.of(first, second))) {
      List<String> symbols = new ArrayList<>();
      merged.symbols().forEachRemaining(symbols::add);
      assertThat(symbols).containsExactly("__name__", "a", "b", "c", "é", "\uff00", "\ud83d\ude00");
      assertThat(ListedChunks.read(merged))
          .isEqualTo(Map.of(A, floats(0, 9), B, floats(9, 12), C, floats(0, 12)));
      assertThat(merged.nextSeries()).isFalse();
    }
    assertThat(first.closed && second.closed).isTrue();
  }

  @Test
  void chunksThatDoNotOverlapStayAsTheyAre() throws IOException {
    ListedChunks first = new ListedChunks().add(A, floats(0, 10), 5).add(A, floats(20, 30), 3);
    ListedChunks second = new ListedChunks().add(A, floats(10, 20), 4);
    try (MergedChunks merged = new MergedChunks(List.of(first, second))) {
      assertThat(merged.nextSeries()).isTrue();
      assertThat(chunks(merged))
          .containsExactly("0+5", "5+5", "10+4", "14+4", "18+2", "20+3", "23+3", "26+3", "29+1");
    }
  }

  @Test
  void chunksThatOverlapAreMadeAnew() throws IOException {
    ListedChunks first = new ListedChunks().add(A, floats(0, 300), 100);
    ListedChunks second = new ListedChunks().add(A, floats(250, 260), 10);
    try (MergedChunks merged = new MergedChunks(List.of(first, second))) {
      assertThat(merged.nextSeries()).isTrue();
      assertThat(chunks(merged)).containsExactly("0+100", "100+100", "200+100");
    }
    ListedChunks third = new ListedChunks().add(A, floats(0, 300), 100);
    ListedChunks fourth = new ListedChunks().add(A, floats(150, 450), 300);
    try (MergedChunks merged = new MergedChunks(List.of(third, fourth))) {
      assertThat(merged.nextSeries()).isTrue();
      assertThat(chunks(merged)).containsExactly("0+100", "100+120", "220+120", "340+50", "390+60");
    }
  }

  @Test
  void ofEqualChunksOneStays() throws IOException {
    ListedChunks first = new ListedChunks().add(A, floats(0, 300), 150);
    ListedChunks second = new ListedChunks().add(A, floats(0, 300), 150);
    try (MergedChunks merged = new MergedChunks(List.of(first, second))) {
      assertThat(merged.nextSeries()).isTrue();
      assertThat(chunks(merged)).containsExactly("0+120", "120+30", "150+120", "270+30");
    }
  }

  @Test
  void seriesThatAreNotReadThroughAreSkipped() throws IOException {
    ListedChunks first = new ListedChunks().add(A, floats(0, 9), 2).add(B, floats(0, 9), 2);
    ListedChunks second = new ListedChunks().add(A, floats(0, 9), 3).add(B, floats(0, 9), 2);
    try (MergedChunks merged = new MergedChunks(List.of(first, second))) {
      assertThat(merged.nextSeries()).isTrue();
      assertThat(merged.nextChunk(new ChunkData())).isTrue();
      assertThat(ListedChunks.read(merged)).isEqualTo(Map.of(B, floats(0, 9)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anySourcesGiveTheUnion(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      List<ListedChunks> sources = new ArrayList<>();
      Map<Labels, NavigableMap<Long, Object>> expected = new TreeMap<>();
      for (int s = 1 + random.nextInt(4); s > 0; s--) {
        ListedChunks source = new ListedChunks();
        for (Labels labels : List.of(A, B, C)) {
          if (random.nextInt(4) > 0) {
            NavigableMap<Long, Object> samples = samples(random);
            source.add(labels, samples, 1 + random.nextInt(120));
            NavigableMap<Long, Object> union =
                expected.computeIfAbsent(labels, l -> new TreeMap<>());
            samples.forEach(union::putIfAbsent);
          }
        }
        sources.add(source);
      }
      try (MergedChunks merged = new MergedChunks(sources)) {
        assertThat(ListedChunks.read(merged))
            .as("seed %d, round %d", seed, round)
            .isEqualTo(expected);
      }
    }
  }

  private static NavigableMap<Long, Object> samples(Random random) {
    NavigableMap<Long, Object> samples = new TreeMap<>();
    boolean histograms = random.nextBoolean();
    long timeMs = random.nextInt(2000);
    for (int i = 1 + random.nextInt(400); i > 0; i--) {
      timeMs += 1 + random.nextInt(5);
      histograms ^= random.nextInt(30) == 0;
      samples.put(timeMs, histograms ? gauge(random.nextInt(9)) : (Object) random.nextDouble());
    }
    return samples;
  }

  private static IntHistogram gauge(long count) {
    return new IntHistogram(
        CounterResetHint.GAUGE,
        BucketLayout.exponential(1, 0.001, new int[0], new int[0]),
        count,
        count,
        1.5,
        new long[0],
        new long[0]);
  }
}
