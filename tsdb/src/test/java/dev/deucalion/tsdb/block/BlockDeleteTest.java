package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockDeleteTest {
  private static final int SAMPLES = 500;
  private static final String ULID = Ulid.create(1, new Random(1));
  private static final Labels A = Labels.of("__name__", "m", "job", "a");
  private static final Labels B = Labels.of("__name__", "m", "job", "b");

  @TempDir private Path dir;

  private final ListedSeries series = written();

  private static ListedSeries written() {
    ListedSeries series = new ListedSeries();
    for (int i = 0; i < SAMPLES; i++) {
      series.add(A, i * 10L, i).add(B, i * 10L, -i);
    }
    return series;
  }

  @BeforeEach
  void write() throws Exception {
    new BlockWriter(FileOps.SYSTEM, dir).write(Blocks.planned(ULID, 0, SAMPLES * 10), series);
  }

  private Block open() throws Exception {
    return Block.open(FileOps.SYSTEM, dir.resolve(ULID));
  }

  private void remove(Labels labels, long minTimeMs, long maxTimeMs) {
    series.samples(labels).subMap(minTimeMs, maxTimeMs + 1).clear();
  }

  private void assertHolds(Block block) {
    for (long[] range : new long[][] {{0, 5000}, {1000, 1005}, {1195, 2200}, {3000, 4999}}) {
      for (Labels labels : List.of(A, B)) {
        var expected = new TreeMap<Long, Long>();
        series
            .samples(labels)
            .subMap(range[0], range[1] + 1)
            .forEach((time, value) -> expected.put(time, Double.doubleToRawLongBits(value)));
        var found =
            Reading.select(block, range[0], range[1], Matcher.equal("job", labels.get("job")));
        assertThat(found.getOrDefault(labels, Map.of()))
            .as("%s from %d to %d", labels, range[0], range[1])
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void whatTheFileSaysHoldsAlsoWhereItMayNotBeDurable() throws Exception {
    SimulatedFiles files = new SimulatedFiles(1);
    Path root = Path.of("/data");
    files.createDirectories(root);
    new BlockWriter(files, root).write(Blocks.planned(ULID, 0, SAMPLES * 10), written());
    remove(A, 1000, 2000);
    try (Block block = Block.open(files, root.resolve(ULID))) {
      files.watch((operation, path) -> {
        if (operation == Operation.SYNC_DIRECTORY) {
          throw new IOException("Input/output error");
        }
      });
      assertThatThrownBy(() -> block.delete(1000, 2000, List.of(Matcher.equal("job", "a"))))
          .isInstanceOf(IOException.class);
      assertHolds(block);
    }
    try (Block again = Block.open(files.afterKill(), root.resolve(ULID))) {
      assertHolds(again);
    }
  }

  @Test
  void deletedSamplesAreHiddenNowAndAfterOpeningAgain() throws Exception {
    try (Block block = open()) {
      assertThat(block.delete(1000, 2000, List.of(Matcher.equal("job", "a")))).isTrue();
      assertThat(block.delete(1500, 2500, List.of(Matcher.equal("job", "a")))).isTrue();
      assertThat(block.delete(3500, 99_999, List.of(Matcher.equal("__name__", "m")))).isTrue();
      remove(A, 1000, 2500);
      remove(A, 3500, 99_999);
      remove(B, 3500, 99_999);
      assertHolds(block);
      assertThat(block.meta().stats().tombstones()).isEqualTo(3);
    }
    try (Block block = open()) {
      assertHolds(block);
      assertThat(block.meta().stats().tombstones()).isEqualTo(3);
      // An interval ends where the series does.
      assertThat(TombstonesFile.read(FileOps.SYSTEM, block.dir()).toMap().values().toString())
          .isEqualTo("[[1000, 2500], [3500, 4990], [3500, 4990]]");
    }
  }

  @Test
  void openQueriersGoOnSeeingWhatWasDeletedLater() throws Exception {
    try (Block block = open();
        Querier before = block.querier(0, 5000)) {
      block.delete(0, 99_999, List.of(Matcher.equal("job", "a")));
      var set = before.select(List.of(Reading.selector(0, 5000, Matcher.equal("job", "a"))));
      assertThat(Reading.read(set.getFirst(), 64)).hasSize(1);
      assertThat(Reading.select(block, 0, 5000, Matcher.equal("job", "a"))).isEmpty();
    }
  }

  @Test
  void nothingInTheRangeChangesNothing() throws Exception {
    try (Block block = open()) {
      assertThat(block.delete(-100, -1, List.of(Matcher.equal("job", "a")))).isFalse();
      assertThat(block.delete(0, 100, List.of(Matcher.equal("job", "none")))).isFalse();
      assertThat(block.meta().stats().tombstones()).isZero();
    }
  }

  @Test
  void whatIsWrittenAnewLacksTheDeletedSamples() throws Exception {
    String second = Ulid.create(2, new Random(1));
    try (Block block = open()) {
      block.delete(1000, 2000, List.of(Matcher.equal("job", "a")));
      block.delete(0, 5000, List.of(Matcher.equal("job", "b")));
      remove(A, 1000, 2000);
      remove(B, 0, 5000);
      try (SeriesChunks chunks = block.chunks()) {
        BlockMeta meta =
            new BlockWriter(FileOps.SYSTEM, dir)
                .write(Blocks.planned(second, 0, 5000), chunks)
                .orElseThrow();
        assertThat(meta.stats().samples()).isEqualTo(SAMPLES - 101);
        assertThat(meta.stats().series()).isEqualTo(1);
      }
    }
    try (Block block = Block.open(FileOps.SYSTEM, dir.resolve(second))) {
      assertHolds(block);
    }
  }

  @Test
  void writingABlockAnewGivesTheSameBytes() throws Exception {
    Path copies = dir.resolve("copies");
    try (Block block = open();
        SeriesChunks chunks = block.chunks()) {
      new BlockWriter(FileOps.SYSTEM, copies).write(Blocks.planned(ULID, 0, 5000), chunks);
    }
    for (String name : List.of("index", "chunks/000001", "meta.json", "tombstones")) {
      assertThat(copies.resolve(ULID).resolve(name))
          .hasSameBinaryContentAs(dir.resolve(ULID).resolve(name));
    }
  }

  @Test
  void linksAreABlockOfTheirOwn() throws Exception {
    Path snapshots = dir.resolve("snapshots");
    Files.createDirectories(snapshots);
    try (Block block = open()) {
      block.linkInto(snapshots);
      block.delete(0, 5000, List.of(Matcher.equal("job", "a")));
    }
    try (Block snapshot = Block.open(FileOps.SYSTEM, snapshots.resolve(ULID))) {
      assertHolds(snapshot);
      assertThat(snapshot.sizeBytes()).isGreaterThan(1000);
    }
  }

  @Test
  void marksStandInTheDescription() throws Exception {
    try (Block block = open()) {
      block.markFailed();
      block.markDeletable();
    }
    try (Block block = open()) {
      assertThat(block.meta().compaction().failed()).isTrue();
      assertThat(block.meta().compaction().deletable()).isTrue();
    }
  }

  @Test
  void damagedTombstonesAreReported() throws Exception {
    try (Block block = open()) {
      block.delete(1000, 2000, List.of(Matcher.equal("job", "a")));
    }
    Path file = dir.resolve(ULID).resolve("tombstones");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      assertThatThrownBy(this::open)
          .as("byte %d", i)
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining(file + ": at offset ");
    }
  }
}
