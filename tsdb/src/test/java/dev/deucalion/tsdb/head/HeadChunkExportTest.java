package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeadChunkExportTest {
  private static final long RANGE_MS = 100_000;

  private final Head head = Head.inMemory(new HeadOptions(RANGE_MS, 20, 1));
  private int chunks;

  private void fill(Random random, int series, int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      try (Appender batch = head.appender()) {
        for (int i = 0; i < series; i++) {
          if (random.nextInt(4) > 0) {
            Labels labels = Labels.of("__name__", "m" + i % 5, "host", "h" + i);
            long timeMs = round * 1_000L + random.nextInt(1_000);
            batch.append(batch.seriesRef(labels), timeMs, random.nextInt(5) * 0.1);
          }
        }
        batch.commit();
      }
    }
  }

  private Map<Labels, Map<Long, Long>> exported(long minTimeMs, long maxTimeMs) throws IOException {
    Map<Labels, Map<Long, Long>> result = new TreeMap<>();
    ChunkData chunk = new ChunkData();
    ChunkReader reader = new ChunkReader();
    long[] timesMs = new long[240];
    double[] values = new double[240];
    List<Labels> order = new ArrayList<>();
    try (SeriesChunks export = head.chunks(minTimeMs, maxTimeMs)) {
      while (export.nextSeries()) {
        order.add(export.labels());
        Map<Long, Long> samples = new TreeMap<>();
        long lastMs = Long.MIN_VALUE;
        while (export.nextChunk(chunk)) {
          chunks++;
          reader.reset(chunk);
          int count = reader.next(timesMs, values);
          assertThat(count).isPositive().isEqualTo(chunk.samples());
          assertThat(timesMs[0]).isEqualTo(chunk.minTimeMs).isGreaterThan(lastMs);
          assertThat(timesMs[count - 1]).isEqualTo(chunk.maxTimeMs);
          lastMs = chunk.maxTimeMs;
          for (int i = 0; i < count; i++) {
            samples.put(timesMs[i], Double.doubleToRawLongBits(values[i]));
          }
        }
        if (!samples.isEmpty()) {
          result.put(export.labels(), samples);
        }
      }
      assertThat(export.nextSeries()).isFalse();
    }
    assertThat(order).isSorted().doesNotHaveDuplicates();
    return result;
  }

  @Test
  void givesWhatQueriesGive() throws Exception {
    Random random = new Random(4);
    fill(random, 1_500, 60);
    fill(new Random(5), 40, 0);
    for (int i = 0; i < 20; i++) {
      long from = random.nextInt(70_000) - 5_000L;
      long to = from + random.nextInt(70_000);
      assertThat(exported(from, to)).as("%d..%d", from, to).isEqualTo(Reading.all(head, from, to));
    }
    assertThat(exported(Long.MIN_VALUE, Long.MAX_VALUE)).hasSize(1_500);
    assertThat(head.stats().openReaders()).isZero();
  }

  @Test
  void smallChunksAreJoined() throws Exception {
    fill(new Random(6), 3, 200);
    assertThat(head.stats().chunks()).isGreaterThan(20);
    exported(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(chunks).as("3 series of 150 samples, 40 to a chunk").isEqualTo(12);
  }

  @Test
  void namesItsSymbols() throws Exception {
    fill(new Random(7), 3, 5);
    try (SeriesChunks export = head.chunks(0, RANGE_MS)) {
      assertThat(export.symbols())
          .toIterable()
          .containsExactly("", "__name__", "h0", "h1", "h2", "host", "m0", "m1", "m2");
    }
    try (SeriesChunks export = head.chunks(10 * RANGE_MS, 11 * RANGE_MS)) {
      assertThat(export.symbols()).toIterable().containsExactly("");
      assertThat(export.nextSeries()).isFalse();
    }
  }
}
