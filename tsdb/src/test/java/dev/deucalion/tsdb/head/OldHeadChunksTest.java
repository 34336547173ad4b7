package dev.deucalion.tsdb.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.chunk.XorEncoder;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

/** Files have chunks that end before the log begins, and no block says so. */
class OldHeadChunksTest {
  private static final Path DIR = Path.of("/chunks_head");
  private static final Labels SERIES = Labels.of("__name__", "a");
  private static final long REF = 5;
  private static final long CHUNK_MS = 1000;

  private final SimulatedFiles files = new SimulatedFiles(1);

  private void writeChunk() throws IOException {
    byte[] chunk = new byte[64];
    XorEncoder encoder = new XorEncoder();
    encoder.clear();
    encoder.append(chunk, 0, chunk.length, CHUNK_MS, Double.doubleToRawLongBits(1));
    encoder.complete(chunk, 0);
    try (HeadChunkFiles chunks = new HeadChunkFiles(files, DIR, (oldRef, newRef) -> {})) {
      chunks.discard();
      chunks.add(REF, CHUNK_MS, CHUNK_MS, ChunkEncoding.XOR.code(), chunk, 0, encoder.bytes());
      chunks.flush();
    }
  }

  @Test
  void laterSamplesOfTheLogAreFound() throws Exception {
    writeChunk();
    try (Head head = Head.withChunkFiles(new HeadOptions(7_200_000, 120, 1), files, DIR)) {
      HeadRestorer restorer = head.restorer();
      restorer.begin(1);
      restorer.series(REF, SERIES);
      restorer.sample(REF, 2 * CHUNK_MS, Double.doubleToRawLongBits(2));
      restorer.endRecord();
      restorer.endLog();
      restorer.finish(0);
      Map<Labels, NavigableMap<Long, Object>> found =
          Reading.samples(head, 0, Long.MAX_VALUE, Matcher.equal("__name__", "a"));
      assertThat(found).containsOnlyKeys(SERIES);
      assertThat(found.values().iterator().next()).containsOnlyKeys(CHUNK_MS, 2 * CHUNK_MS);
    }
  }
}
