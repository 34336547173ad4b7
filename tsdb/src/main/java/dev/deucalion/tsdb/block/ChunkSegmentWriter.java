package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.file.FileOps;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks into files of a bounded size. Where one file ends and the next begins is as in
 * Prometheus, to the byte: the room that the chunks of one series may take is counted as if every
 * length took five bytes, from the position that the file had before the series.
 */
final class ChunkSegmentWriter implements Closeable {
  private final FileOps files;
  private final Path dir;
  private final long segmentBytes;
  private @Nullable FileOutput output;
  private int segment = -1;

  /** Position in the file when the series began, or 0 once the series moved to a new file. */
  private long seriesStart;

  /** Most bytes that the chunks of the series in the current file can take. */
  private long seriesBytes;

  private boolean firstOfSeries;

  /**
   * @param dir is made
   */
  ChunkSegmentWriter(FileOps files, Path dir, long segmentBytes) throws IOException {
    this.files = files;
    this.dir = dir;
    this.segmentBytes = segmentBytes;
    files.createDirectories(dir);
  }

  /** To be called before the chunks of each series. */
  void startSeries() {
    seriesStart = output == null ? 0 : output.position();
    seriesBytes = 0;
    firstOfSeries = true;
  }

  /** Writes a chunk and returns its ref. */
  long write(ChunkData chunk) throws IOException {
    long most = ChunkSegmentLayout.MAX_OVERHEAD_BYTES + (long) chunk.length;
    seriesBytes += most;
    FileOutput target = output;
    if (target == null || isFull()) {
      target = nextFile();
      seriesBytes = most;
      seriesStart = 0;
    }
    firstOfSeries = false;
    long ref = ChunkSegmentLayout.ref(segment, target.position());
    target.putUvarint(chunk.length);
    target.startChecksum();
    target.putByte(chunk.encoding.code());
    target.put(chunk.bytes, chunk.from, chunk.length);
    target.putInt(target.checksum());
    return ref;
  }

  private boolean isFull() {
    if (seriesStart > ChunkSegmentLayout.HEADER_BYTES) {
      return seriesStart + seriesBytes > segmentBytes;
    }
    return !firstOfSeries && ChunkSegmentLayout.HEADER_BYTES + seriesBytes > segmentBytes;
  }

  private FileOutput nextFile() throws IOException {
    finishFile();
    segment++;
    FileOutput next =
        new FileOutput(files.openForWriting(dir.resolve(ChunkSegmentLayout.fileName(segment))));
    output = next;
    next.putInt(ChunkSegmentLayout.MAGIC);
    next.putByte(ChunkSegmentLayout.VERSION);
    next.align(ChunkSegmentLayout.HEADER_BYTES);
    return next;
  }

  private void finishFile() throws IOException {
    FileOutput finished = output;
    if (finished != null) {
      finished.sync();
      output = null;
      finished.close();
    }
  }

  /** Makes all chunks durable. */
  void finish() throws IOException {
    finishFile();
    files.syncDirectory(dir);
  }

  @Override
  public void close() throws IOException {
    FileOutput left = output;
    if (left != null) {
      output = null;
      left.close();
    }
  }
}
