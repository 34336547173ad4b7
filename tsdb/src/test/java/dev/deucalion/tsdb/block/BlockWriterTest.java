package dev.deucalion.tsdb.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockWriterTest {
  private static final long FIRST_MS = 1565133713989L;
  private static final Labels TEMPERATURE = Labels.of("__name__", "temp", "room", "kitchen ü");

  @TempDir private Path dir;

  private static Labels requests(String code, String service) {
    return Labels.of("__name__", "http_requests_total", "code", code, "service", service);
  }

  private static ListedSeries openMetrics() {
    return new ListedSeries()
        .add(requests("200", "service1"), FIRST_MS, 1021)
        .add(requests("400", "service1"), FIRST_MS + 1000, 1)
        .add(requests("400", "service2"), FIRST_MS + 1000, 1)
        .add(requests("200", "service1"), FIRST_MS + 10_000, 1022)
        .add(TEMPERATURE, FIRST_MS, 20.5);
  }

  private Optional<BlockMeta> write(ListedSeries series) throws IOException {
    return new BlockWriter(FileOps.SYSTEM, dir)
        .write(Blocks.planned(Blocks.PROMTOOL_ULID, FIRST_MS, FIRST_MS + 10_001), series);
  }

  private byte[] written(String name) throws IOException {
    return Files.readAllBytes(dir.resolve(Blocks.PROMTOOL_ULID).resolve(name));
  }

  @Test
  void writesTheBytesThatPromtoolWrites() throws Exception {
    write(openMetrics());
    assertThat(written("chunks/000001")).isEqualTo(Blocks.promtoolFile("chunks/000001"));
    assertThat(written("tombstones")).isEqualTo(Blocks.promtoolFile("tombstones"));
    // 2.42 did not count floats and histograms apart.
    assertThat(new String(written("meta.json"), UTF_8).replace("\t\t\"numFloatSamples\": 5,\n", ""))
        .isEqualTo(new String(Blocks.promtoolFile("meta.json"), UTF_8));
  }

  /**
   * Prometheus 2.42 still wrote indices of label values, between the series and the postings and
   * before the table of posting lists; what is around them must be the same.
   */
  @Test
  void writesTheIndexThatPromtoolWrites() throws Exception {
    write(openMetrics());
    byte[] ours = written("index");
    byte[] theirs = Blocks.promtoolFile("index");
    ByteBuffer ourContents = contents(ours);
    ByteBuffer theirContents = contents(theirs);
    int seriesEnd = (int) theirContents.getLong(16);
    assertThat(ourContents.getLong(16)).isEqualTo(seriesEnd);
    assertThat(Arrays.copyOf(ours, seriesEnd)).isEqualTo(Arrays.copyOf(theirs, seriesEnd));
    int ourPostings = seriesEnd + 3 & ~3;
    int theirPostings = (int) theirContents.getLong(32);
    int ourTable = (int) ourContents.getLong(40);
    int theirLabelTable = (int) theirContents.getLong(24);
    assertThat(Arrays.copyOfRange(ours, ourPostings, ourTable))
        .isEqualTo(Arrays.copyOfRange(theirs, theirPostings, theirLabelTable));
  }

  private static ByteBuffer contents(byte[] index) {
    return ByteBuffer.wrap(Arrays.copyOfRange(index, index.length - 52, index.length));
  }

  @Test
  void saysWhatItWrote() throws Exception {
    BlockMeta meta = write(openMetrics()).orElseThrow();
    assertThat(meta.stats()).isEqualTo(new BlockMeta.Stats(5, 5, 0, 4, 4, 0));
    assertThat(BlockMetaFile.read(FileOps.SYSTEM, dir.resolve(meta.ulid()))).isEqualTo(meta);
    assertThat(FileOps.SYSTEM.list(dir)).containsExactly(Blocks.PROMTOOL_ULID);
  }

  @Test
  void noSampleNoBlock() throws Exception {
    assertThat(write(new ListedSeries())).isEmpty();
    assertThat(FileOps.SYSTEM.list(dir)).isEmpty();
  }

  @Test
  void failingSourceLeavesNothing() throws Exception {
    ListedSeries series = openMetrics();
    assertThatThrownBy(() ->
            new BlockWriter(FileOps.SYSTEM, dir)
                .write(
                    Blocks.planned(Blocks.PROMTOOL_ULID, 0, 1),
                    new FailingSeries(series, new IOException("broken"))))
        .hasMessage("broken");
    assertThat(FileOps.SYSTEM.list(dir)).isEmpty();
  }

  @Test
  void leftoversOfAnEarlierTryAreReplaced() throws Exception {
    Path left = dir.resolve(Blocks.PROMTOOL_ULID + BlockWriter.CREATION_SUFFIX).resolve("chunks");
    Files.createDirectories(left);
    Files.writeString(
        left.resolve("000001"), "something longer than what will be written".repeat(9));
    write(openMetrics());
    assertThat(written("chunks/000001")).isEqualTo(Blocks.promtoolFile("chunks/000001"));
  }

  /** Where a file of chunks ends, by the rule of Prometheus. */
  @Test
  void chunksGoIntoFilesOfABoundedSize() throws Exception {
    ChunkData chunk = new ChunkData();
    chunk.encoding = ChunkEncoding.XOR;
    chunk.length = 20;
    // Header 8; a chunk takes 26 bytes and counts for 30.
    Path chunks = dir.resolve("chunks");
    try (ChunkSegmentWriter writer = new ChunkSegmentWriter(FileOps.SYSTEM, chunks, 100)) {
      writer.startSeries();
      assertThat(writer.write(chunk)).isEqualTo(8);
      assertThat(writer.write(chunk)).isEqualTo(8 + 26);
      assertThat(writer.write(chunk)).isEqualTo(8 + 2 * 26);
      assertThat(writer.write(chunk)).isEqualTo(1L << 32 | 8);
      writer.startSeries();
      assertThat(writer.write(chunk)).isEqualTo(1L << 32 | 8 + 26);
      assertThat(writer.write(chunk)).isEqualTo(1L << 32 | 8 + 2 * 26);
      writer.startSeries();
      assertThat(writer.write(chunk)).isEqualTo(2L << 32 | 8);
      writer.finish();
    }
    assertThat(FileOps.SYSTEM.list(chunks)).containsExactly("000001", "000002", "000003");
  }
}
