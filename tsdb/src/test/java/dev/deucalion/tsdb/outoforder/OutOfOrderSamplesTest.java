package dev.deucalion.tsdb.outoforder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.MemoryChunks;
import dev.deucalion.tsdb.merge.MergedCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfOrderSamplesTest {
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(0, 0, new int[] {0, 1}, new int[0]);

  private final FullChunks store = new MemoryChunks();
  private final OutOfOrderSamples samples = new OutOfOrderSamples(store, id -> id + 100L);

  private static Object histogram(boolean isInt, int n) {
    CounterResetHint hint = CounterResetHint.GAUGE;
    return isInt
        ? new IntHistogram(hint, LAYOUT, 0, n, n, new long[] {n}, new long[0])
        : new FloatHistogram(hint, LAYOUT, 0, n, n, new double[] {n}, new double[0]);
  }

  private boolean add(int id, long timeMs, Object sample) {
    return sample instanceof Histogram h
        ? samples.add(id, timeMs, 0, h)
        : samples.add(id, timeMs, Double.doubleToRawLongBits((Double) sample), null);
  }

  private void endBatch() {
    samples.endBatch();
    store.flush();
    samples.flushed();
  }

  private Map<Long, Object> read(int id, long minTimeMs, long maxTimeMs) {
    OutOfOrderView view = samples.view(id);
    return view == null ? Map.of() : read(view, minTimeMs, maxTimeMs);
  }

  private Map<Long, Object> read(OutOfOrderView view, long minTimeMs, long maxTimeMs) {
    Map<Long, Object> result = new TreeMap<>();
    List<SampleCursor> cursors = view.cursors(store, minTimeMs, maxTimeMs);
    assertThat(cursors.isEmpty()).isEqualTo(!view.overlaps(minTimeMs, maxTimeMs));
    if (cursors.isEmpty()) {
      return result;
    }
    MergedCursor cursor = new MergedCursor(cursors);
    long[] times = new long[50];
    double[] values = new double[50];
    Histogram[] histograms = new Histogram[50];
    int floats;
    int found;
    do {
      floats = cursor.next(times, values);
      for (int i = 0; i < floats; i++) {
        result.put(times[i], values[i]);
      }
      found = cursor.nextHistograms(times, histograms);
      for (int i = 0; i < found; i++) {
        result.put(times[i], histograms[i]);
      }
    } while (floats + found > 0);
    return result;
  }

  @Test
  void theFirstSampleOfATimeStays() {
    assertThat(add(3, 10, 1.0)).isTrue();
    assertThat(add(3, 5, 2.0)).isTrue();
    assertThat(add(3, 10, 3.0)).isFalse();
    assertThat(read(3, 0, 99)).isEqualTo(Map.of(5L, 2.0, 10L, 1.0));
    assertThat(samples.isBuffered(3, 5)).isTrue();
    assertThat(samples.isBuffered(3, 6)).isFalse();
    assertThat(samples.isBuffered(4, 5)).isFalse();
    assertThat(samples.view(4)).isNull();
  }

  @Test
  void fullBuffersBecomeChunksWhenTheBatchEnds() {
    for (int i = 0; i < 40; i++) {
      add(7, 1000 - i, (double) i);
    }
    assertThat(samples.chunksMade()).isZero();
    endBatch();
    assertThat(samples.chunksMade()).isEqualTo(1);
    assertThat(samples.isBuffered(7, 1000)).isFalse();
    assertThat(read(7, Long.MIN_VALUE, Long.MAX_VALUE)).hasSize(40);
    assertThat(read(7, 970, 972)).isEqualTo(Map.of(970L, 30.0, 971L, 29.0, 972L, 28.0));
  }

  @Test
  void viewsStayAsTheyAre() {
    for (int i = 0; i < 20; i++) {
      add(1, 100 - i, (double) i);
    }
    OutOfOrderView view = Objects.requireNonNull(samples.view(1));
    Map<Long, Object> before = read(view, 0, 1000);
    for (int i = 0; i < 200; i++) {
      add(1, 500 - i, (double) i);
      endBatch();
    }
    assertThat(before).hasSize(20);
    assertThat(read(view, 0, 1000)).isEqualTo(before);
  }

  @Test
  void cutsAreDroppedAndLaterSamplesStay() {
    add(1, 10, 1.0);
    add(2000, 20, 2.0);
    OutOfOrderSamples.Cut cut = samples.cutAll();
    store.flush();
    samples.flushed();
    assertThat(cut.minTimeMs()).isEqualTo(10);
    assertThat(cut.maxTimeMs()).isEqualTo(20);
    add(1, 5, 3.0);
    samples.drop(cut);
    assertThat(read(1, 0, 99)).isEqualTo(Map.of(5L, 3.0));
    assertThat(samples.has(2000)).isFalse();
    assertThat(samples.minTimeMs()).isEqualTo(5);
    samples.drop(samples.cutAll());
    assertThat(samples.isEmpty()).isTrue();
    assertThat(samples.cutAll().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void holdsWhatAMapHolds(long seed) {
    Random random = new Random(seed);
    List<Map<Long, Object>> expected = new ArrayList<>();
    for (int id = 0; id < 5; id++) {
      expected.add(new TreeMap<>());
    }
    for (int batch = 0; batch < 200; batch++) {
      for (int i = random.nextInt(60); i > 0; i--) {
        int id = random.nextInt(5);
        long time = random.nextInt(100_000);
        int n = random.nextInt(1000);
        Object sample =
            id < 3 || random.nextBoolean() ? (Object) (double) n : histogram(id == 3, n);
        if (!expected.get(id).containsKey(time)) {
          assertThat(add(id, time, sample)).isTrue();
          expected.get(id).put(time, sample);
        }
      }
      endBatch();
    }
    for (int id = 0; id < 5; id++) {
      for (int i = 0; i < 20; i++) {
        long from = random.nextInt(100_000);
        long to = from + random.nextInt(30_000);
        Map<Long, Object> wanted = new TreeMap<>(expected.get(id));
        wanted.keySet().removeIf(time -> time < from || time > to);
        assertThat(read(id, from, to)).as("seed %d, %d..%d", seed, from, to).isEqualTo(wanted);
      }
    }
  }
}
