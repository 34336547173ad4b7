package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Writes blocks: into a directory with another name first, whose files are made durable before it
 * gets the block's name. So a block is there whole or not at all, whenever the process ends.
 */
public final class BlockWriter {
  /** Ends the name of the directory of a block that is not finished. */
  public static final String CREATION_SUFFIX = ".tmp-for-creation";

  private final FileOps files;
  private final Path dataDir;
  private final long segmentBytes;

  /** Writes blocks into a data directory. */
  public BlockWriter(FileOps files, Path dataDir) {
    this(files, dataDir, ChunkSegmentLayout.DEFAULT_SEGMENT_BYTES);
  }

  /**
   * As {@link #BlockWriter(FileOps, Path)}.
   *
   * @param segmentBytes most bytes of a file of chunks
   */
  public BlockWriter(FileOps files, Path dataDir, long segmentBytes) {
    this.files = files;
    this.dataDir = dataDir;
    this.segmentBytes = segmentBytes;
  }

  /**
   * Writes a block. Series without chunks are left out.
   *
   * @param planned the block's name, times and origin; what it says of the content is not read
   * @param series read through, not closed
   * @return the block's description, or empty when there is no sample: then no block is there
   * @throws IOException when it could not be written; nothing is left of it then, as far as that
   *     can be had
   */
  public Optional<BlockMeta> write(BlockMeta planned, SeriesChunks series) throws IOException {
    Path temporary = dataDir.resolve(planned.ulid() + CREATION_SUFFIX);
    FileTree.delete(files, temporary);
    files.createDirectories(temporary);
    BlockMeta meta;
    try {
      meta = planned.withStats(writeContent(temporary, series));
      if (meta.stats().samples() == 0) {
        FileTree.delete(files, temporary);
        return Optional.empty();
      }
      BlockMetaFile.write(files, temporary, meta);
      TombstonesFile.write(files, temporary, Tombstones.NONE);
      files.syncDirectory(temporary);
      files.rename(temporary, dataDir.resolve(planned.ulid()));
    } catch (IOException | RuntimeException | Error e) {
      try {
        FileTree.delete(files, temporary);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    files.syncDirectory(dataDir);
    return Optional.of(meta);
  }

  private BlockMeta.Stats writeContent(Path dir, SeriesChunks series) throws IOException {
    Path chunkDir = dir.resolve(ChunkSegmentLayout.DIRECTORY);
    try (ChunkSegmentWriter chunkWriter = new ChunkSegmentWriter(files, chunkDir, segmentBytes);
        IndexWriter index =
            new IndexWriter(
                files, dir.resolve(IndexLayout.FILE_NAME), new EmptyFirst(series.symbols()))) {
      Counts counts = new Counts();
      ChunkData chunk = new ChunkData();
      ChunkRefs refs = new ChunkRefs();
      while (series.nextSeries()) {
        chunkWriter.startSeries();
        refs.clear();
        while (series.nextChunk(chunk)) {
          refs.add(chunk.minTimeMs, chunk.maxTimeMs, chunkWriter.write(chunk));
          counts.add(chunk);
        }
        if (refs.count() > 0) {
          index.addSeries(series.labels(), refs);
          counts.series++;
        }
      }
      chunkWriter.finish();
      index.finish();
      return counts.toStats();
    }
  }

  /** What was written. */
  private static final class Counts {
    private long floatSamples;
    private long histogramSamples;
    private long series;
    private long chunks;

    void add(ChunkData chunk) {
      chunks++;
      switch (chunk.encoding) {
        case XOR, XOR2 -> floatSamples += chunk.samples();
        case HISTOGRAM, FLOAT_HISTOGRAM, HISTOGRAM_ST, FLOAT_HISTOGRAM_ST ->
            histogramSamples += chunk.samples();
        case NONE ->
            throw new IllegalArgumentException("a chunk of encoding " + ChunkEncoding.NONE);
      }
    }

    BlockMeta.Stats toStats() {
      return new BlockMeta.Stats(
          floatSamples + histogramSamples, floatSamples, histogramSamples, series, chunks, 0);
    }
  }

  /**
   * Symbols with the empty one before them: the posting list of all series has an empty name and
   * value, and Prometheus has them among its symbols.
   */
  private static final class EmptyFirst implements Iterator<String> {
    private final Iterator<String> symbols;
    private String next = "";
    private boolean hasNext = true;

    EmptyFirst(Iterator<String> symbols) {
      this.symbols = symbols;
    }

    @Override
    public boolean hasNext() {
      return hasNext;
    }

    @Override
    public String next() {
      if (!hasNext) {
        throw new NoSuchElementException();
      }
      String result = next;
      hasNext = symbols.hasNext();
      if (hasNext) {
        next = symbols.next();
        if (next.isEmpty()) {
          hasNext = symbols.hasNext();
          next = hasNext ? symbols.next() : "";
        }
      }
      return result;
    }
  }
}
