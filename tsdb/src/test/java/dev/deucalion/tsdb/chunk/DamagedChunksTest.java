package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.ListCursor.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes are given for a chunk, reading them ends, with samples or with a refusal. */
class DamagedChunksTest {
  private final ChunkReader reader = new ChunkReader();

  @Test
  void anyBytesAreReadOrRefused() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      ChunkData chunk = new ChunkData();
      random.nextBytes(chunk.bytes);
      chunk.from = random.nextInt(20);
      chunk.length = random.nextInt(1000);
      chunk.encoding = Objects.requireNonNull(ChunkEncoding.ofCode(random.nextInt(1, 7)));
      readOrRefuse(chunk, "seed " + seed);
    }
  }

  @Test
  void flippedBitsAreReadOrRefused() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      for (ChunkData chunk : chunks(random)) {
        for (int i = 0; i < 100; i++) {
          int bit = random.nextInt(chunk.length * 8);
          chunk.bytes[bit / 8] ^= (byte) (1 << (bit % 8));
          readOrRefuse(chunk, "seed " + seed + ", bit " + bit);
        }
      }
    }
  }

  @Test
  void aChunkThatWasCutIsRefused() {
    Random random = new Random(1);
    for (ChunkData chunk : chunks(random)) {
      chunk.length -= 1 + random.nextInt(chunk.length - 1);
      assertThatThrownBy(() -> read(chunk)).isInstanceOf(CorruptChunkException.class);
    }
  }

  private static List<ChunkData> chunks(Random random) {
    List<Sample> samples = new ArrayList<>();
    RandomHistograms ints = new RandomHistograms(random, false, false);
    RandomHistograms floats = new RandomHistograms(random, true, true);
    for (int i = 0; i < 90; i++) {
      samples.add(
          switch (i / 30) {
            case 0 -> Sample.of(i * 1000L, random.nextInt(100));
            case 1 -> new Sample(i * 1000L, 0, ints.next());
            default -> new Sample(i * 1000L, 0, floats.next());
          });
    }
    ChunkReencoder reencoder = new ChunkReencoder();
    reencoder.reset(new ListCursor(samples, random));
    List<ChunkData> chunks = new ArrayList<>();
    ChunkData chunk = new ChunkData();
    while (reencoder.next(chunk)) {
      chunks.add(chunk);
      chunk = new ChunkData();
    }
    return chunks;
  }

  private void readOrRefuse(ChunkData chunk, String what) {
    assertThatCode(
            () -> {
              try {
                read(chunk);
              } catch (CorruptChunkException e) {
                // A refusal is an answer.
                return;
              }
            })
        .as(what)
        .doesNotThrowAnyException();
  }

  private void read(ChunkData chunk) {
    reader.reset(chunk);
    long[] timesMs = new long[100];
    double[] values = new double[100];
    Histogram[] histograms = new Histogram[100];
    while (reader.next(timesMs, values) + reader.nextHistograms(timesMs, histograms) > 0) {}
  }
}
