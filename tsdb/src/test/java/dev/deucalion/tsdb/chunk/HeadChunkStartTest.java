package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an earlier run are taken up again, as far as they are good. */
class HeadChunkStartTest {
  private static final int XOR = ChunkEncoding.XOR.code();

  @TempDir private Path dir;

  private record Found(long series, long ref, long minTimeMs, long maxTimeMs, int encoding) {}

  /** Begins a file with a few chunks and closes it. */
  private List<Found> write(int chunks, long seed) throws IOException {
    Random random = new Random(seed);
    List<Found> all = new ArrayList<>();
    try (HeadChunkFiles files = open()) {
      files.load(HeadChunkConsumer.NOBODY, 1);
      for (int i = 0; i < chunks; i++) {
        byte[] chunk = new byte[2 + random.nextInt(300)];
        random.nextBytes(chunk);
        int encoding = XOR | (i % 5 == 0 ? HeadChunkLayout.OUT_OF_ORDER_BIT : 0);
        long ref = files.add(i + 1, i, i + seed, encoding, chunk, 0, chunk.length);
        all.add(new Found(i + 1, ref, i, i + seed, encoding));
      }
    }
    return all;
  }

  private HeadChunkFiles open() throws IOException {
    return new HeadChunkFiles(FileOps.SYSTEM, dir, (before, after) -> {});
  }

  private List<Found> load(HeadChunkFiles files) throws IOException {
    List<Found> found = new ArrayList<>();
    files.load(
        (series, ref, min, max, encoding) -> found.add(new Found(series, ref, min, max, encoding)),
        2);
    return found;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> left = Files.list(dir)) {
      return left.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void chunksOfSeveralRunsComeInOrder() throws Exception {
    List<Found> expected = new ArrayList<>();
    for (int run = 1; run <= 5; run++) {
      expected.addAll(write(1 + run * 700, run));
    }
    try (HeadChunkFiles files = open()) {
      assertThat(load(files)).isEqualTo(expected);
      assertThat(files.corruptions()).isZero();
      ChunkData chunk = new ChunkData();
      for (Found found : expected) {
        files.read(found.ref, chunk);
        assertThat(chunk.minTimeMs).isEqualTo(found.minTimeMs);
        assertThat(chunk.maxTimeMs).isEqualTo(found.maxTimeMs);
      }
      long bytes = 0;
      for (String name : names()) {
        bytes += Files.size(dir.resolve(name));
      }
      assertThat(files.fileStats().bytes()).isEqualTo(bytes);
    }
    assertThat(names()).containsExactly("000001", "000002", "000003", "000004", "000005");
  }

  /** As a kill leaves it: with a hole behind the last record. */
  @Test
  void fileWithAHoleIsCutAtItsEnd() throws Exception {
    List<Found> expected = write(100, 1);
    Path file = dir.resolve("000001");
    byte[] whole = Files.readAllBytes(file);
    for (int hole : new int[] {1, 3, 24, 25, 40, 700_000}) {
      Files.write(file, Arrays.copyOf(whole, whole.length + hole));
      try (HeadChunkFiles files = open()) {
        assertThat(load(files)).as("hole of %d bytes", hole).isEqualTo(expected);
        assertThat(files.corruptions()).isZero();
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
  }

  @Test
  void whatIsBehindDamageIsDropped() throws Exception {
    List<Found> good = write(50, 1);
    List<Found> second = write(200, 2);
    List<byte[]> whole = new ArrayList<>();
    whole.add(Files.readAllBytes(dir.resolve("000001")));
    whole.add(Files.readAllBytes(dir.resolve("000002")));
    write(30, 3);
    whole.add(Files.readAllBytes(dir.resolve("000003")));
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      for (int i = 0; i < whole.size(); i++) {
        Files.write(dir.resolve("00000" + (i + 1)), whole.get(i));
      }
      byte[] damaged = whole.get(1).clone();
      int at = 8 + random.nextInt(damaged.length - 8);
      if (random.nextBoolean()) {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        int end = Math.min(damaged.length - 1, at + 1 + random.nextInt(5000));
        Arrays.fill(damaged, at, end, (byte) 0);
        if (Arrays.equals(damaged, whole.get(1))) {
          continue;
        }
      }
      Files.write(dir.resolve("000002"), damaged);
      List<Found> expected = new ArrayList<>(good);
      for (int i = 0; i < second.size(); i++) {
        boolean isLast = i + 1 == second.size();
        long end = isLast ? whole.get(1).length : second.get(i + 1).ref & 0xffffffffL;
        if (end > at) {
          break;
        }
        expected.add(second.get(i));
      }
      try (HeadChunkFiles files = open()) {
        assertThat(load(files)).as("seed %d", seed).isEqualTo(expected);
        assertThat(files.corruptions()).isEqualTo(1);
        byte[] chunk = new byte[10];
        long next = files.add(9, 9, 9, XOR, chunk, 0, chunk.length);
        assertThat(HeadChunkFiles.fileNumber(next)).isEqualTo(names().size());
      }
      try (HeadChunkFiles files = open()) {
        assertThat(load(files)).hasSize(expected.size() + 1);
        assertThat(files.corruptions()).isZero();
      }
    }
  }

  /** Files are not synced: power may fail before the end of one is on the disk, and a later is. */
  @Test
  void endThatIsLostIsDamage() throws Exception {
    List<Found> expected = write(50, 1);
    write(50, 2);
    Path first = dir.resolve("000001");
    byte[] whole = Files.readAllBytes(first);
    int end = (int) expected.getLast().ref;
    Files.write(first, Arrays.copyOf(Arrays.copyOf(whole, end), whole.length));
    try (HeadChunkFiles files = open()) {
      assertThat(load(files)).isEqualTo(expected.subList(0, 49));
      assertThat(files.corruptions()).isEqualTo(1);
    }
    assertThat(names()).containsExactly("000001");
  }

  @Test
  void missingFileIsDamage() throws Exception {
    List<Found> expected = write(50, 1);
    write(50, 2);
    write(50, 3);
    Files.delete(dir.resolve("000002"));
    try (HeadChunkFiles files = open()) {
      assertThat(load(files)).isEqualTo(expected);
      assertThat(files.corruptions()).isEqualTo(1);
    }
    assertThat(names()).containsExactly("000001");
  }

  @Test
  void chunkThatIsRefusedEndsItsFile() throws Exception {
    List<Found> all = write(50, 1);
    write(5, 2);
    List<Found> found = new ArrayList<>();
    try (HeadChunkFiles files = open()) {
      files.load(
          (series, ref, min, max, encoding) ->
              series < 20 && found.add(new Found(series, ref, min, max, encoding)),
          1);
      assertThat(found).isEqualTo(all.subList(0, 19));
      assertThat(files.corruptions()).isEqualTo(1);
    }
    try (HeadChunkFiles files = open()) {
      assertThat(load(files)).isEqualTo(found);
    }
    assertThat(names()).containsExactly("000001");
  }

  /** Of a file that was begun only, a kill or power loss leaves nothing, zeros or its header. */
  @Test
  void lastFileWithoutChunksIsDeleted() throws Exception {
    List<Found> expected = write(5, 1);
    for (byte[] begun :
        List.of(
            new byte[0],
            new byte[5],
            new byte[100_000],
            HeadChunkLayout.fileHeader(),
            Arrays.copyOf(HeadChunkLayout.fileHeader(), 100_000))) {
      Files.write(dir.resolve("000002"), begun);
      try (HeadChunkFiles files = open()) {
        assertThat(load(files)).isEqualTo(expected);
        assertThat(files.corruptions()).isZero();
      }
      assertThat(names()).containsExactly("000001");
    }
  }
}
