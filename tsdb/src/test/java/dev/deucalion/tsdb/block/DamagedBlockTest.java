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
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
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
      return read(opened);
    }
  }

  private static Map<Labels, Map<Long, Long>> read(Block opened) throws IOException {
    try {
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

  /**
   * A byte of a file changes, or its end goes, while it is open: whatever is read then ends, with
   * samples or with a refusal. The tables of symbols and of posting lists are verified when a block
   * is opened, and not again.
   */
  @Test
  void whatChangesWhileABlockIsOpenIsReadOrRefused() throws Exception {
    Random random = new Random(6);
    int refused = 0;
    for (String name : List.of("index", "chunks/000001")) {
      Path file = block.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < bytes.length; i += 1 + random.nextInt(6)) {
        try (Block opened = Block.open(FileOps.SYSTEM, block);
            RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
          changed.seek(i);
          changed.write(bytes[i] ^ (1 << random.nextInt(8)));
          refused += isRefused(opened) ? 1 : 0;
          changed.seek(i);
          changed.write(bytes[i]);
        }
      }
      try (Block opened = Block.open(FileOps.SYSTEM, block);
          RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
        changed.setLength(0);
        assertThat(isRefused(opened)).as(name).isTrue();
      }
      Files.write(file, bytes);
    }
    assertThat(refused).isGreaterThan(100);
    assertThat(read()).isEqualTo(whole);
  }

  private static boolean isRefused(Block opened) {
    boolean isRefused = false;
    for (Matcher matcher : List.of(ALL, Matcher.equal("a", "7"), Matcher.equal("b", "x1"))) {
      isRefused |= isRefused(() -> Reading.select(opened, 0, 9999, matcher));
    }
    isRefused |= isRefused(() -> read(opened));
    return isRefused;
  }

  private static boolean isRefused(Callable<?> reading) {
    try {
      reading.call();
      return false;
    } catch (IOException | UncheckedIOException | InternalError e) {
      return true;
    } catch (AssertionError e) {
      // Other series or samples than there were.
      return false;
    } catch (Exception e) {
      throw new AssertionError("neither read nor refused", e);
    }
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
