package dev.deucalion.tsdb.block;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.index.PostingsQuery;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * A block on disk: series and samples over a stretch of time, which never change, and what was
 * deleted from them since. Safe for use by many threads.
 *
 * <p>The files stay mapped until the block and all readers of it are closed; so a block may be
 * closed, and its files deleted, while somebody reads it.
 */
public final class Block implements Queryable, Closeable {
  private final FileOps files;
  private final Path dir;
  private final MappedBlock mapped;
  private volatile BlockMeta meta;
  private volatile Tombstones tombstones;

  private Block(
      FileOps files, Path dir, MappedBlock mapped, BlockMeta meta, Tombstones tombstones) {
    this.files = files;
    this.dir = dir;
    this.mapped = mapped;
    this.meta = meta;
    this.tombstones = tombstones;
  }

  /**
   * Opens the block in a directory. Sums are verified of its description, tombstones, symbols and
   * tables; those of series and chunks whenever they are read.
   *
   * @throws CorruptBlockException when a file is damaged
   * @throws IOException when a file is missing or cannot be read
   */
  public static Block open(FileOps files, Path dir) throws IOException {
    BlockMeta meta = BlockMetaFile.read(files, dir);
    Tombstones tombstones = TombstonesFile.read(files, dir);
    // A crash behind the tombstones leaves a description that counts those of before.
    BlockMeta.Stats stats = meta.stats().withTombstones(tombstones.count());
    return new Block(files, dir, MappedBlock.open(files, dir), meta.withStats(stats), tombstones);
  }

  /** What its {@code meta.json} says. */
  public BlockMeta meta() {
    return meta;
  }

  /** Where its files are. */
  public Path dir() {
    return dir;
  }

  /** Bytes of all files. */
  public long sizeBytes() throws IOException {
    long small = files.size(dir.resolve(BlockMetaFile.NAME));
    if (files.list(dir).contains(TombstonesFile.NAME)) {
      small += files.size(dir.resolve(TombstonesFile.NAME));
    }
    return mapped.bytes() + small;
  }

  /**
   * As {@link Queryable#querier}.
   *
   * @throws IllegalStateException when the block is closed
   */
  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    mapped.acquire();
    return new BlockQuerier(mapped, meta, tombstones, minTimeMs, maxTimeMs);
  }

  /**
   * Whether the chunks have a sample, be it deleted or not.
   *
   * @throws java.io.UncheckedIOException when what is needed of the files cannot be read
   * @throws IllegalStateException when the block is closed
   */
  public boolean has(Labels series, long timeMs) {
    List<Matcher> matchers = new ArrayList<>();
    series.forEach((name, value) -> matchers.add(Matcher.equal(name, value)));
    if (matchers.isEmpty()) {
      return false;
    }
    mapped.acquire();
    try (Querier querier = new BlockQuerier(mapped, meta, Tombstones.NONE, timeMs, timeMs)) {
      SeriesSelector selector = new SeriesSelector(matchers, timeMs, timeMs, false);
      SeriesSet found = querier.select(List.of(selector)).getFirst();
      for (int i = 0; i < found.size(); i++) {
        // Others may have more labels than these.
        if (found.labels(i).equals(series)) {
          SampleCursor cursor = found.samples(i, null);
          long[] timesMs = new long[1];
          return cursor.next(timesMs, new double[1]) > 0
              || cursor.nextHistograms(timesMs, new Histogram[1]) > 0;
        }
      }
      return false;
    }
  }

  /**
   * All series with what is not deleted of their chunks; chunks that are deleted in part are
   * encoded anew. The result holds the block until it is closed.
   *
   * @throws IllegalStateException when the block is closed
   * @throws CorruptBlockException when the list of all series is damaged
   */
  public SeriesChunks chunks() throws IOException {
    mapped.acquire();
    try {
      return new BlockChunks(mapped, tombstones);
    } catch (UncheckedIOException e) {
      mapped.release();
      throw e.getCause();
    } catch (RuntimeException | Error e) {
      mapped.release();
      throw e;
    }
  }

  /**
   * Hides samples of the series that match, at once for queriers that are opened from now on. They
   * go when the block is written anew.
   *
   * @param minTimeMs first time, inclusive
   * @param maxTimeMs last time, inclusive
   * @return whether there was anything in the range
   * @throws IOException when the tombstones could not be written, and nothing is hidden; or when
   *     all is hidden, but may be there again after a loss of power
   */
  public synchronized boolean delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers)
      throws IOException {
    mapped.acquire();
    try {
      Map<Long, TimeIntervals> changed = tombstones.toMap();
      if (!mark(minTimeMs, maxTimeMs, matchers, changed)) {
        return false;
      }
      Tombstones added = Tombstones.of(changed);
      TombstonesFile.write(files, dir, added, () -> tombstones = added);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapping.
      throw new IOException("block " + dir + ": cannot be read: " + e.getMessage(), e);
    } finally {
      mapped.release();
    }
    BlockMeta.Stats stats = meta.stats();
    replaceMeta(meta.withStats(stats.withTombstones(tombstones.count())));
    return true;
  }

  /** Adds an interval to each series that has a chunk in it, no longer than its chunks are. */
  private boolean mark(
      long minTimeMs, long maxTimeMs, List<Matcher> matchers, Map<Long, TimeIntervals> into) {
    RoaringBitmap series =
        new PostingsQuery(new BlockPostings(mapped.index()), matchers).evaluate();
    SeriesEntry entry = new SeriesEntry(mapped.index(), SymbolCache.none());
    ChunkRefs chunks = new ChunkRefs();
    boolean found = false;
    for (IntIterator ids = series.getIntIterator(); ids.hasNext(); ) {
      int id = ids.next();
      entry.read(id);
      entry.chunks(chunks);
      if (chunks.overlap(minTimeMs, maxTimeMs)) {
        long from = Math.max(minTimeMs, chunks.minTimeMs(0));
        long to = Math.min(maxTimeMs, chunks.maxTimeMs(chunks.count() - 1));
        into.merge(
            Integer.toUnsignedLong(id),
            TimeIntervals.of(from, to),
            (known, added) -> known.plus(from, to));
        found = true;
      }
    }
    return found;
  }

  /** Notes on disk that compacting this block failed. */
  public synchronized void markFailed() throws IOException {
    replaceMeta(meta.withCompaction(meta.compaction().withFailed()));
  }

  /** Notes on disk that nothing is left of this block, so that it may be deleted. */
  public synchronized void markDeletable() throws IOException {
    replaceMeta(meta.withCompaction(meta.compaction().withDeletable()));
  }

  private void replaceMeta(BlockMeta changed) throws IOException {
    BlockMetaFile.write(files, dir, changed);
    meta = changed;
  }

  /**
   * Makes a second block of the same files in another directory of the file system.
   *
   * @param parent where a directory of this block's name is made
   */
  public synchronized void linkInto(Path parent) throws IOException {
    Path copy = parent.resolve(meta.ulid());
    Path chunkDir = dir.resolve(ChunkSegmentLayout.DIRECTORY);
    Path chunkCopy = copy.resolve(ChunkSegmentLayout.DIRECTORY);
    files.createDirectories(chunkCopy);
    for (String name : List.of(BlockMetaFile.NAME, IndexLayout.FILE_NAME, TombstonesFile.NAME)) {
      if (files.list(dir).contains(name)) {
        files.link(dir.resolve(name), copy.resolve(name));
      }
    }
    for (String name : ChunkSegmentLayout.fileNames(files.list(chunkDir))) {
      files.link(chunkDir.resolve(name), chunkCopy.resolve(name));
    }
    files.syncDirectory(chunkCopy);
    files.syncDirectory(copy);
    files.syncDirectory(parent);
  }

  /** Bytes of memory for the symbols of the index. */
  public long symbolTableBytes() {
    return mapped.symbolTableBytes();
  }

  /** Lets go of the files; readers keep them until they are closed too. */
  @Override
  public void close() {
    mapped.close();
  }
}
