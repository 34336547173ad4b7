package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.ListCursor.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkReencoderTest {
  private final ChunkReencoder reencoder = new ChunkReencoder();
  private final ChunkData chunk = new ChunkData();
  private final ChunkReader reader = new ChunkReader();

  @Test
  void allSamplesAreInTheChunksInOrder() {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<Sample> samples = samples(random);
      reencoder.reset(new ListCursor(samples, random));
      List<Sample> found = new ArrayList<>();
      while (reencoder.next(chunk)) {
        reader.reset(chunk);
        List<Sample> inChunk = ListCursor.read(reader);
        assertThat(inChunk).as("seed %s", seed).hasSizeBetween(1, 120).hasSize(chunk.samples());
        assertThat(inChunk.getFirst().timeMs()).isEqualTo(chunk.minTimeMs);
        assertThat(inChunk.getLast().timeMs()).isEqualTo(chunk.maxTimeMs);
        found.addAll(inChunk);
      }
      assertThat(found.stream().map(ChunkReencoderTest::essence).toList())
          .as("seed %s", seed)
          .isEqualTo(samples.stream().map(ChunkReencoderTest::essence).toList());
    }
  }

  private static List<Sample> samples(Random random) {
    RandomHistograms ints = new RandomHistograms(random, false, false);
    RandomHistograms floats = new RandomHistograms(random, true, random.nextBoolean());
    List<Sample> samples = new ArrayList<>();
    int kind = 0;
    for (int i = 0; i < 700; i++) {
      kind = random.nextInt(100) == 0 ? random.nextInt(3) : kind;
      long timeMs = i * 15_000L;
      samples.add(
          switch (kind) {
            case 0 -> Sample.of(timeMs, Double.longBitsToDouble(random.nextLong()));
            case 1 -> new Sample(timeMs, 0, ints.next());
            default -> new Sample(timeMs, 0, floats.next());
          });
    }
    return samples;
  }

  private static List<Object> essence(Sample sample) {
    Histogram histogram = sample.histogram();
    return histogram == null
        ? List.of(sample.timeMs(), sample.valueBits())
        : List.of(
            sample.timeMs(),
            histogram.getClass(),
            Double.doubleToRawLongBits(histogram.sum()),
            histogram.toFloat().count());
  }

  @Test
  void floatsAreCutAfter120() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      samples.add(Sample.of(i, i));
    }
    reencoder.reset(new ListCursor(samples, new Random(3)));
    List<Integer> lengths = new ArrayList<>();
    while (reencoder.next(chunk)) {
      lengths.add(chunk.samples());
    }
    assertThat(lengths).containsExactly(120, 120, 10);
  }
}
