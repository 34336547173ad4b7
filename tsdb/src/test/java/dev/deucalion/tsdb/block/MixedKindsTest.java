package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series whose floats and histograms take turns, cut anywhere by ranges and deletions. */
class MixedKindsTest {
  private static final Labels LABELS = Labels.of("a", "b");

  @TempDir private Path dir;

  /** One series. */
  private static final class OneSeries implements SeriesChunks {
    private final ChunkReencoder encoder = new ChunkReencoder();
    private boolean begun;

    OneSeries(SortedMap<Long, MixedSamples.Value> samples) {
      encoder.reset(MixedSamples.cursor(samples));
    }

    @Override
    public Iterator<String> symbols() {
      return List.of("a", "b").iterator();
    }

    @Override
    public boolean nextSeries() {
      boolean first = !begun;
      begun = true;
      return first;
    }

    @Override
    public Labels labels() {
      return LABELS;
    }

    @Override
    public boolean nextChunk(ChunkData into) {
      return encoder.next(into);
    }

    @Override
    public void close() {}
  }

  private Block write(SeriesChunks series, long number) throws IOException {
    String ulid = Ulid.create(number, new Random(1));
    new BlockWriter(FileOps.SYSTEM, dir).write(Blocks.planned(ulid, 0, 99_999), series);
    return Block.open(FileOps.SYSTEM, dir.resolve(ulid));
  }

  private static void assertHolds(
      Block block, SortedMap<Long, MixedSamples.Value> samples, Random random, String as) {
    for (int i = 0; i < 20; i++) {
      long from = random.nextLong(9000);
      long to = from + random.nextLong(4000);
      try (Querier querier = block.querier(from, to)) {
        SeriesSet set =
            querier
                .select(List.of(Reading.selector(0, 99_999, Matcher.equal("a", "b"))))
                .getFirst();
        SortedMap<Long, MixedSamples.Value> found =
            set.size() == 0
                ? new TreeMap<>()
                : MixedSamples.read(set.samples(0, null), 1 + random.nextInt(200));
        assertThat(found).as("%s, %d to %d", as, from, to).isEqualTo(samples.subMap(from, to + 1));
      }
    }
  }

  @Test
  void readsWhatWasWrittenAndNotDeleted() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      SortedMap<Long, MixedSamples.Value> samples = MixedSamples.random(random, 800);
      try (Block block = write(new OneSeries(samples), 2 * seed)) {
        assertThat(block.meta().stats().samples()).isEqualTo(800);
        assertHolds(block, samples, random, "seed " + seed);
        for (int i = 0; i < 5; i++) {
          long from = random.nextLong(9000);
          long to = from + random.nextLong(1000);
          block.delete(from, to, List.of(Matcher.equal("a", "b")));
          samples.subMap(from, to + 1).clear();
          assertHolds(block, samples, random, "seed " + seed + ", deletions " + i);
        }
        try (SeriesChunks rest = block.chunks();
            Block anew = write(rest, 2 * seed + 1)) {
          assertHolds(anew, samples, random, "seed " + seed + ", written anew");
          assertThat(anew.meta().stats().samples()).isEqualTo(samples.size());
        }
      }
      assertThat(BlockCheck.problemsOfAll(FileOps.SYSTEM, dir)).as("seed %d", seed).isEmpty();
    }
  }
}
