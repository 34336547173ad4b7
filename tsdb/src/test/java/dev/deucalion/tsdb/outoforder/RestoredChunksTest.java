package dev.deucalion.tsdb.outoforder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.TestHistograms;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.MemoryChunks;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of the buffered samples of a series when a chunk of an earlier run is found. */
class RestoredChunksTest {
  private static final int ID = 1;

  private final FullChunks store = new MemoryChunks();
  private final OutOfOrderSamples samples = new OutOfOrderSamples(store, id -> id + 100L);

  /** Puts samples into the buffer. */
  private void buffer(Map<Long, Object> values) {
    values.forEach((timeMs, value) -> {
      if (value instanceof Histogram h) {
        samples.add(ID, timeMs, Double.doubleToRawLongBits(h.sum()), h);
      } else {
        samples.add(ID, timeMs, Double.doubleToRawLongBits((Double) value), null);
      }
    });
  }

  /** Puts a chunk of samples of one kind into the store. */
  private long stored(Map<Long, Object> values) {
    SampleBuffer all = new SampleBuffer();
    values.forEach((timeMs, value) ->
        all.add(
            timeMs,
            value instanceof Histogram ? 0 : Double.doubleToRawLongBits((Double) value),
            value instanceof Histogram h ? h : null));
    ChunkReencoder reencoder = new ChunkReencoder();
    reencoder.reset(all.samples().sorted(Long.MIN_VALUE, Long.MAX_VALUE));
    ChunkData chunk = new ChunkData();
    assertThat(reencoder.next(chunk)).isTrue();
    assertThat(chunk.samples()).isEqualTo(values.size());
    return add(chunk);
  }

  private long add(ChunkData chunk) {
    return store.add(
        ID + 100,
        chunk.minTimeMs,
        chunk.maxTimeMs,
        chunk.encoding.code(),
        chunk.bytes,
        chunk.from,
        chunk.length);
  }

  private static Map<Long, Object> floats(long... timesMs) {
    Map<Long, Object> values = new TreeMap<>();
    for (long timeMs : timesMs) {
      values.put(timeMs, (double) timeMs);
    }
    return values;
  }

  @Test
  void aNamedChunkTakesItsSamplesOutOfTheBuffer() {
    buffer(floats(10, 20, 30, 40));
    samples.restoreChunk(ID, stored(floats(20, 40)), 20, 40);
    assertThat(samples.buffered(ID)).isEqualTo(2);
    assertThat(samples.isBuffered(ID, 10)).isTrue();
    assertThat(samples.isBuffered(ID, 30)).isTrue();
    assertThat(samples.chunksMade()).isEqualTo(1);
  }

  @Test
  void aNamedChunkCountsThoughTheLogLostItsSamples() {
    buffer(floats(10));
    samples.restoreChunk(ID, stored(floats(20, 40)), 20, 40);
    samples.restoreChunk(2, stored(floats(50)), 50, 50);
    assertThat(samples.buffered(ID)).isEqualTo(1);
    assertThat(samples.has(2)).isTrue();
    assertThat(samples.minTimeMs()).isEqualTo(10);
    assertThat(samples.maxTimeMs()).isEqualTo(50);
  }

  @Test
  void aChunkWithoutAMarkerCountsIfAllOfItIsInTheBuffer() {
    buffer(floats(10, 20, 30));
    assertThat(samples.restoreChunkIfBuffered(ID, stored(floats(20, 40)), 20, 40)).isFalse();
    assertThat(samples.restoreChunkIfBuffered(2, stored(floats(20)), 20, 20)).isFalse();
    assertThat(samples.buffered(ID)).isEqualTo(3);
    assertThat(samples.restoreChunkIfBuffered(ID, stored(floats(10, 30)), 10, 30)).isTrue();
    assertThat(samples.buffered(ID)).isEqualTo(1);
  }

  @Test
  void anotherValueIsAnotherSample() {
    buffer(floats(10, 20));
    long ref = stored(Map.of(10L, 10.5, 20L, 20.0));
    assertThat(samples.restoreChunkIfBuffered(ID, ref, 10, 20)).isFalse();
    samples.restoreChunk(ID, ref, 10, 20);
    assertThat(samples.isBuffered(ID, 10)).isTrue();
    assertThat(samples.isBuffered(ID, 20)).isFalse();
  }

  @Test
  void histogramsAreFoundAgain() {
    Map<Long, Object> values = new TreeMap<>();
    values.put(10L, TestHistograms.ofInts(1));
    values.put(20L, TestHistograms.ofInts(2));
    buffer(values);
    buffer(Map.of(30L, TestHistograms.ofFloats(3), 40L, 4.0));
    assertThat(samples.restoreChunkIfBuffered(ID, stored(values), 10, 20)).isTrue();
    assertThat(samples.buffered(ID)).isEqualTo(2);
    assertThat(samples.isBuffered(ID, 30)).isTrue();
  }

  @Test
  void aDamagedChunkTakesNothing() {
    buffer(floats(10, 20));
    ChunkData damaged = new ChunkData();
    damaged.encoding = ChunkEncoding.XOR;
    damaged.minTimeMs = 10;
    damaged.maxTimeMs = 20;
    damaged.bytes[1] = 9;
    damaged.length = 3;
    assertThat(samples.restoreChunkIfBuffered(ID, add(damaged), 10, 20)).isFalse();
    assertThat(samples.buffered(ID)).isEqualTo(2);
  }
}
