package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.MapCursor;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.storage.SampleMap;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.chunk.ListedChunks;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series whose floats and histograms take turns, cut anywhere by ranges and deletions. */
class MixedKindsTest {
  private static final Labels LABELS = Labels.of("a", "b");

  @TempDir private Path dir;

  private Block write(SeriesChunks series, long number) throws IOException {
    String ulid = Ulid.create(number, new Random(1));
    new BlockWriter(FileOps.SYSTEM, dir).write(Blocks.planned(ulid, 0, 99_999), series);
    return Block.open(FileOps.SYSTEM, dir.resolve(ulid));
  }

  private static void assertHolds(
      Block block, NavigableMap<Long, Object> samples, Random random, String as) {
    for (int i = 0; i < 20; i++) {
      long from = random.nextLong(9000);
      long to = from + random.nextLong(4000);
      try (Querier querier = block.querier(from, to)) {
        SeriesSet set =
            querier
                .select(List.of(Reading.selector(0, 99_999, Matcher.equal("a", "b"))))
                .getFirst();
        Map<Long, Object> found =
            set.size() == 0
                ? Map.of()
                : SampleMap.read(set.samples(0, null), 1 + random.nextInt(200));
        MapCursor expected = new MapCursor(samples.subMap(from, to + 1));
        assertThat(found).as("%s, %d to %d", as, from, to).isEqualTo(SampleMap.read(expected, 100));
      }
    }
  }

  @Test
  void readsWhatWasWrittenAndNotDeleted() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      NavigableMap<Long, Object> samples = MixedSamples.random(random, 800);
      ListedChunks chunks = new ListedChunks().add(LABELS, samples, samples.size());
      try (Block block = write(chunks, 2 * seed)) {
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
