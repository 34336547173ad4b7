package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.XorEncoder;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FloatTrimTest {
  private final Map<Long, Long> samples = new TreeMap<>();

  /** A chunk as other programs make them: of so many samples, in however many bytes. */
  private ChunkData chunk(int count) {
    Random random = new Random(7);
    XorEncoder encoder = new XorEncoder();
    encoder.clear();
    ChunkData chunk = new ChunkData();
    chunk.reserve(XorEncoder.HEADER_BYTES + count * XorEncoder.MAX_SAMPLE_BYTES);
    for (int i = 0; i < count; i++) {
      long timeMs = 100_000L * i + random.nextInt(90_000);
      long valueBits = Double.doubleToRawLongBits(random.nextGaussian());
      assertThat(encoder.append(chunk.bytes, 0, chunk.bytes.length, timeMs, valueBits)).isTrue();
      samples.put(timeMs, valueBits);
    }
    encoder.complete(chunk.bytes, 0);
    chunk.from = 0;
    chunk.length = encoder.bytes();
    chunk.encoding = ChunkEncoding.XOR;
    return chunk;
  }

  private static Map<Long, Long> read(ChunkData chunk) {
    ChunkReader reader = new ChunkReader();
    reader.reset(chunk);
    long[] timesMs = new long[1000];
    double[] values = new double[1000];
    Map<Long, Long> found = new TreeMap<>();
    int count = reader.next(timesMs, values);
    for (int i = 0; i < count; i++) {
      found.put(timesMs[i], Double.doubleToRawLongBits(values[i]));
    }
    return found;
  }

  @Test
  void aLongChunkLosesASample() {
    ChunkData chunk = chunk(900);
    assertThat(chunk.length).isGreaterThan(4 * FullChunks.MAX_CHUNK_BYTES);
    long deletedMs = 100_000L * 450;
    TimeIntervals deleted = TimeIntervals.NONE.plus(deletedMs, deletedMs + 99_999);
    assertThat(new FloatTrim().trim(chunk, Long.MIN_VALUE, Long.MAX_VALUE, deleted)).isTrue();
    samples.keySet().removeIf(timeMs -> timeMs >= deletedMs && timeMs < deletedMs + 100_000);
    assertThat(samples).hasSize(899);
    assertThat(read(chunk)).isEqualTo(samples);
  }

  @Test
  void nothingIsLeft() {
    ChunkData chunk = chunk(3);
    assertThat(new FloatTrim().trim(chunk, 1_000_000, 2_000_000, TimeIntervals.NONE)).isFalse();
  }
}
