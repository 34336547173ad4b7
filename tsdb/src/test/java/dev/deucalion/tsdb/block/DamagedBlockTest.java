package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged file is reported with name and offset, and never taken for what it is not. */
class DamagedBlockTest {
  private static final String ULID = Ulid.create(1, new Random(1));
  private static final Matcher ALL = Matcher.of(MatchType.REGEX, "a", "[0-9]+|.*");

  @TempDir private Path dir;

  private Path block;
  private Map<Labels, Map<Long, Long>> whole;

  @BeforeEach
  void write() throws Exception {
    ListedSeries series = new ListedSeries();
    for (int i = 0; i < 40; i++) {
      for (int k = 0; k < 5; k++) {
        series.add(Labels.of("a", Integer.toString(i), "b", "x" + i % 3), 1000L * k, i + k);
      }
    }
    new BlockWriter(FileOps.SYSTEM, dir).write(Blocks.planned(ULID, 0, 9999), series);
    block = dir.resolve(ULID);
    whole = read();
  }

  /** Reads everything, by every way. */
  private Map<Labels, Map<Long, Long>> read() throws IOException {
    try (Block opened = Block.open(FileOps.SYSTEM, block)) {
      try (SeriesChunks chunks = opened.chunks()) {
        ChunkData chunk = new ChunkData();
        while (chunks.nextSeries()) {
          while (chunks.nextChunk(chunk)) {
            assertThat(chunk.length).isPositive();
          }
        }
      }
      assertThat(Reading.select(opened, 0, 9999, Matcher.equal("a", "7"))).hasSize(1);
      return Reading.select(opened, 0, 9999, ALL);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void check(Path file, byte[] damaged, String as) throws Exception {
    Files.write(file, damaged);
    try {
      assertThat(read()).as(as).isEqualTo(whole);
    } catch (CorruptBlockException e) {
      assertThat(e).as(as).hasMessageContaining(": at offset ");
      assertThat(BlockCheck.problems(FileOps.SYSTEM, block)).as(as).isNotEmpty();
    }
  }

  private void checkAll(String name, int step) throws Exception {
    Path file = block.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < bytes.length; i += 1 + random.nextInt(step)) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      check(file, damaged, name + ", byte " + i);
    }
    for (int length = bytes.length - 1; length >= 0; length -= 1 + random.nextInt(3 * step)) {
      check(file, Arrays.copyOf(bytes, length), name + ", cut to " + length);
    }
    Files.write(file, bytes);
    assertThat(BlockCheck.problems(FileOps.SYSTEM, block)).isEmpty();
  }

  @Test
  void ofTheIndexEveryByteMayBeWrong() throws Exception {
    checkAll("index", 6);
  }

  @Test
  void ofTheChunksEveryByteMayBeWrong() throws Exception {
    checkAll("chunks/000001", 6);
  }

  @Test
  void aMissingFileIsAProblem() throws Exception {
    Files.delete(block.resolve("chunks/000001"));
    assertThat(BlockCheck.problems(FileOps.SYSTEM, block)).isNotEmpty();
    Files.delete(block.resolve("index"));
    assertThat(BlockCheck.problems(FileOps.SYSTEM, block)).isNotEmpty();
  }

  /** All sums hold, but it is the index of another block. */
  @Test
  void anIndexThatDoesNotFitTheChunksIsAProblem() throws Exception {
    Path file = block.resolve("index");
    Files.delete(file);
    ChunkRefs refs = new ChunkRefs();
    try (IndexWriter writer =
        new IndexWriter(FileOps.SYSTEM, file, List.of("", "a", "b").iterator())) {
      refs.add(0, 4000, 8);
      writer.addSeries(Labels.of("a", "b"), refs);
      writer.finish();
    }
    assertThat(BlockCheck.problems(FileOps.SYSTEM, block))
        .anyMatch(problem -> problem.contains("series, is said to have 40"));
  }
}
