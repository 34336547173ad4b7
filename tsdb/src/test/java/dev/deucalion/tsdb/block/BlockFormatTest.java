package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.file.FileOps;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked examples of docs/formats/{block,index,tombstones}.md. */
class BlockFormatTest {
  private static final String CHUNKS = "85bd40dd01000000 0c 01 0001d00f3ff8000000000000 ffaebe52";
  private static final String INDEX =
      """
      baaad700 02
      00000009 00000003 00 0161 0162 42239b90
      00000000000000000000
      08 01 0102 01 d00f 00 08 9890098c
      000000
      00000008 00000001 00000002 5502add1
      00000008 00000001 00000002 5502add1
      0000000e 00000002 02 00 00 30 02 0161 0162 40 6e9ce2b3
      0000000000000005 0000000000000016 000000000000002d
      0000000000000050 000000000000002d 0000000000000050
      58136c9b
      """;
  private static final String TOMBSTONES = "0130ba30 01 02 d00f e05d fcc19ddb";

  @TempDir private Path dir;

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  private static ChunkData chunk() {
    ChunkData chunk = new ChunkData();
    chunk.encoding = ChunkEncoding.XOR;
    byte[] data = bytes("0001d00f3ff8000000000000");
    chunk.reserve(data.length);
    System.arraycopy(data, 0, chunk.bytes, 0, data.length);
    chunk.length = data.length;
    return chunk;
  }

  @Test
  void chunksAreWritten() throws Exception {
    try (ChunkSegmentWriter writer = new ChunkSegmentWriter(FileOps.SYSTEM, dir, 1000)) {
      writer.startSeries();
      assertThat(writer.write(chunk())).isEqualTo(8);
      writer.finish();
    }
    assertThat(Files.readAllBytes(dir.resolve("000001"))).isEqualTo(bytes(CHUNKS));
  }

  @Test
  void chunksAreRead() throws Exception {
    MemorySegment segment = MemorySegment.ofArray(bytes(CHUNKS));
    ChunkSegments segments = ChunkSegments.open(List.of(dir), List.of(segment));
    ChunkData read = new ChunkData();
    new ChunkLoader(segments, segments.newInput(0)).load(8, read);
    assertThat(read.encoding).isEqualTo(ChunkEncoding.XOR);
    assertThat(read.samples()).isEqualTo(1);
    assertThat(read.length).isEqualTo(chunk().length);
  }

  @Test
  void indexIsWritten() throws Exception {
    Path file = dir.resolve("index");
    ChunkRefs refs = new ChunkRefs();
    refs.add(1000, 1000, 8);
    try (IndexWriter writer =
        new IndexWriter(FileOps.SYSTEM, file, List.of("", "a", "b").iterator())) {
      writer.addSeries(Labels.of("a", "b"), refs);
      writer.finish();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(INDEX));
  }

  @Test
  void indexIsRead() throws Exception {
    IndexReader index = IndexReader.open(dir, MemorySegment.ofArray(bytes(INDEX)));
    assertThat(index.version()).isEqualTo(IndexLayout.VERSION_2);
    assertThat(index.labelNames()).containsExactly("a");
    assertThat(index.all(index.newInput()).toArray()).containsExactly(2);
    assertThat(index.postings(index.newInput(), "a", "b").toArray()).containsExactly(2);
    assertThat(index.postings(index.newInput(), "a", "c").isEmpty()).isTrue();
    SeriesEntry entry = new SeriesEntry(index, SymbolCache.none());
    entry.read(2);
    assertThat(entry.labels()).isEqualTo(Labels.of("a", "b"));
    ChunkRefs refs = new ChunkRefs();
    entry.chunks(refs);
    assertThat(refs.count()).isEqualTo(1);
    assertThat(new long[] {refs.minTimeMs(0), refs.maxTimeMs(0), refs.ref(0)})
        .containsExactly(1000, 1000, 8);
  }

  @Test
  void tombstonesAreWrittenAndRead() throws Exception {
    Tombstones tombstones = Tombstones.of(Map.of(2L, TimeIntervals.of(1000, 6000)));
    TombstonesFile.write(FileOps.SYSTEM, dir, tombstones);
    assertThat(Files.readAllBytes(dir.resolve("tombstones"))).isEqualTo(bytes(TOMBSTONES));
    assertThat(TombstonesFile.read(FileOps.SYSTEM, dir).toMap()).isEqualTo(tombstones.toMap());
  }
}
