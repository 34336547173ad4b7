package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.chunk.HeadChunkLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All samples of the head that came out of order. For the owner of the head's write lock, but for
 * what only reads, for which the read lock is enough.
 *
 * <p>Buffers are made into chunks at the ends of batches, not within: so the log of these samples
 * can say after a batch that all that it has of a series so far is in a chunk ({@link #markers}).
 */
public final class OutOfOrderSamples {
  /** A buffer with so many samples at the end of a batch becomes a chunk. */
  public static final int CHUNK_SAMPLES = 32;

  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  /**
   * What the log may be told: all that it has of a series up to now is in chunks.
   *
   * @param chunkRef of the last one
   */
  public record Marker(long logRef, long chunkRef) {}

  /**
   * All chunks up to one moment.
   *
   * @param lastNumber number of the last one
   * @param minTimeMs earliest sample, {@link Long#MAX_VALUE} where there is none
   * @param maxTimeMs latest sample
   */
  public record Cut(long lastNumber, long minTimeMs, long maxTimeMs) {
    /** Whether there is no sample. */
    public boolean isEmpty() {
      return minTimeMs > maxTimeMs;
    }
  }

  private record Made(int id, OutOfOrderChunk chunk) {}

  private final FullChunks store;
  private final IntToLongFunction logRefs;
  private final ChunkReencoder reencoder = new ChunkReencoder();
  private final ChunkData chunkData = new ChunkData();

  /** By id, null where a series has nothing. */
  private @Nullable OutOfOrderSeries[] @Nullable [] pages = new OutOfOrderSeries[4][];

  private int seriesCount;

  /** Ids of series whose buffers are full. */
  private int[] full = new int[16];

  private int fullCount;

  /** Chunks of the present batch, whose refs may still change. */
  private final List<Made> made = new ArrayList<>();

  private final List<Marker> markers = new ArrayList<>();
  private long chunksMade;
  private long minTimeMs = Long.MAX_VALUE;
  private long maxTimeMs = Long.MIN_VALUE;

  /**
   * No samples yet.
   *
   * @param store where chunks go
   * @param logRefs gives the log's ref of an id
   */
  public OutOfOrderSamples(FullChunks store, IntToLongFunction logRefs) {
    this.store = store;
    this.logRefs = logRefs;
  }

  /** Whether there is nothing at all. */
  public boolean isEmpty() {
    return seriesCount == 0;
  }

  /** Whether a series has anything. */
  public boolean has(int id) {
    return find(id) != null;
  }

  /** Earliest sample, {@link Long#MAX_VALUE} where there is none; may be too early. */
  public long minTimeMs() {
    return minTimeMs;
  }

  /** Latest sample, {@link Long#MIN_VALUE} where there is none; may be too late. */
  public long maxTimeMs() {
    return maxTimeMs;
  }

  /** Latest sample of a series, {@link Long#MIN_VALUE} where there is none. */
  public long maxTimeMs(int id) {
    OutOfOrderSeries series = find(id);
    return series == null ? Long.MIN_VALUE : series.maxTimeMs();
  }

  /** Counter of chunks made. */
  public long chunksMade() {
    return chunksMade;
  }

  private @Nullable OutOfOrderSeries find(int id) {
    int page = id >>> PAGE_BITS;
    if (page >= pages.length) {
      return null;
    }
    @Nullable OutOfOrderSeries[] found = pages[page];
    return found == null ? null : found[id & PAGE_MASK];
  }

  private OutOfOrderSeries findOrCreate(int id) {
    OutOfOrderSeries found = find(id);
    if (found != null) {
      return found;
    }
    int page = id >>> PAGE_BITS;
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
    }
    @Nullable OutOfOrderSeries[] table = pages[page];
    if (table == null) {
      table = new OutOfOrderSeries[1 << PAGE_BITS];
      pages[page] = table;
    }
    OutOfOrderSeries made = new OutOfOrderSeries();
    table[id & PAGE_MASK] = made;
    seriesCount++;
    return made;
  }

  /** What a series has now, or null. Under the read lock. */
  public @Nullable OutOfOrderView view(int id) {
    OutOfOrderSeries series = find(id);
    return series == null ? null : series.view();
  }

  /** Whether a series has a sample of this time that is in no chunk yet. */
  public boolean isBuffered(int id, long timeMs) {
    OutOfOrderSeries series = find(id);
    return series != null && series.contains(timeMs);
  }

  /** Samples of a series that are in no chunk yet. */
  public int buffered(int id) {
    OutOfOrderSeries series = find(id);
    return series == null ? 0 : series.buffered();
  }

  /**
   * Adds a sample, a float or a histogram where that is not null.
   *
   * @return false when its time is in the buffer already; then nothing happens
   */
  public boolean add(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    OutOfOrderSeries series = findOrCreate(id);
    if (series.contains(timeMs)) {
      return false;
    }
    series.add(timeMs, valueBits, histogram);
    if (series.buffered() == CHUNK_SAMPLES) {
      if (fullCount == full.length) {
        full = Arrays.copyOf(full, fullCount * 2);
      }
      full[fullCount++] = id;
    }
    minTimeMs = Math.min(minTimeMs, timeMs);
    maxTimeMs = Math.max(maxTimeMs, timeMs);
    return true;
  }

  /** Makes full buffers into chunks. The store must be flushed after it, then {@link #flushed}. */
  public void endBatch() {
    for (int i = 0; i < fullCount; i++) {
      OutOfOrderSeries series = find(full[i]);
      if (series != null && series.buffered() >= CHUNK_SAMPLES) {
        cut(full[i], series);
      }
    }
    fullCount = 0;
  }

  private void cut(int id, OutOfOrderSeries series) {
    long logRef = logRefs.applyAsLong(id);
    reencoder.reset(series.takeBuffered());
    while (reencoder.next(chunkData)) {
      int encoding = chunkData.encoding.code() | HeadChunkLayout.OUT_OF_ORDER_BIT;
      long ref =
          store.add(
              logRef,
              chunkData.minTimeMs,
              chunkData.maxTimeMs,
              encoding,
              chunkData.bytes,
              chunkData.from,
              chunkData.length);
      OutOfOrderChunk chunk =
          new OutOfOrderChunk(ref, chunkData.minTimeMs, chunkData.maxTimeMs, ++chunksMade);
      series.addChunk(chunk);
      made.add(new Made(id, chunk));
    }
  }

  /** The store says that it gave a chunk of the present batch another ref. */
  public boolean moved(long oldRef, long newRef) {
    for (int i = made.size() - 1; i >= 0; i--) {
      Made moved = made.get(i);
      if (moved.chunk.ref() == oldRef) {
        OutOfOrderSeries series = find(moved.id);
        if (series != null) {
          series.replaceRef(oldRef, newRef);
        }
        made.remove(i);
        return true;
      }
    }
    return false;
  }

  /** The store was flushed: refs of chunks are final. */
  public void flushed() {
    for (Made each : made) {
      if (HeadChunkFiles.fileNumber(each.chunk.ref()) > 0) {
        markers.add(new Marker(logRefs.applyAsLong(each.id), each.chunk.ref()));
      }
    }
    made.clear();
  }

  /** What the log should be told before any further sample; the caller clears it when it was. */
  public List<Marker> markers() {
    return markers;
  }

  /**
   * Makes all buffers into chunks. The store must be flushed after it, then {@link #flushed}.
   *
   * @return what there is now
   */
  public Cut cutAll() {
    forEach(id -> {
      OutOfOrderSeries series = find(id);
      if (series != null && series.buffered() > 0) {
        cut(id, series);
      }
    });
    fullCount = 0;
    updateTimes();
    return new Cut(chunksMade, minTimeMs, maxTimeMs);
  }

  /** Drops the chunks of a cut. */
  public void drop(Cut cut) {
    dropChunks(chunk -> chunk.number() <= cut.lastNumber());
  }

  /** Drops the chunks that end before a time. */
  public void dropBefore(long timeMs) {
    dropChunks(chunk -> chunk.maxTimeMs() < timeMs);
  }

  private void dropChunks(Predicate<OutOfOrderChunk> isOver) {
    forEach(id -> {
      OutOfOrderSeries series = find(id);
      if (series != null) {
        series.dropChunks(isOver);
        if (series.isEmpty()) {
          forget(id);
        }
      }
    });
    updateTimes();
  }

  /** Drops all that a series has. */
  public void forget(int id) {
    int page = id >>> PAGE_BITS;
    @Nullable OutOfOrderSeries[] table = page < pages.length ? pages[page] : null;
    if (table != null && table[id & PAGE_MASK] != null) {
      table[id & PAGE_MASK] = null;
      seriesCount--;
    }
  }

  private void updateTimes() {
    minTimeMs = Long.MAX_VALUE;
    maxTimeMs = Long.MIN_VALUE;
    forEach(id -> {
      OutOfOrderSeries series = find(id);
      if (series != null) {
        minTimeMs = Math.min(minTimeMs, series.minTimeMs());
        maxTimeMs = Math.max(maxTimeMs, series.maxTimeMs());
      }
    });
  }

  /**
   * The chunks in some files, as if none of them could be read.
   *
   * @param isWanted tells a ref of a chunk in one of the files
   */
  public List<LostChunk> chunksIn(LongPredicate isWanted) {
    List<LostChunk> found = new ArrayList<>();
    forEach(id -> {
      OutOfOrderSeries series = find(id);
      if (series != null) {
        for (OutOfOrderChunk chunk : series.chunks()) {
          if (isWanted.test(chunk.ref())) {
            found.add(new LostChunk(id, logRefs.applyAsLong(id), chunk));
          }
        }
      }
    });
    return found;
  }

  /**
   * Puts what was found of a chunk in its place; nothing, where nothing was.
   *
   * @param files where the chunk was, which keep the new one in memory
   */
  public void replace(LostChunk lost, HeadChunkFiles files) {
    OutOfOrderSeries series = find(lost.id());
    if (series == null) {
      return;
    }
    List<OutOfOrderChunk> chunks = new ArrayList<>();
    reencoder.reset(lost.samples());
    while (reencoder.next(chunkData)) {
      long ref = files.keepInMemory(lost.logRef(), chunkData);
      chunks.add(
          new OutOfOrderChunk(
              ref, chunkData.minTimeMs, chunkData.maxTimeMs, lost.chunk().number()));
    }
    series.replace(lost.chunk(), chunks);
    if (series.isEmpty()) {
      forget(lost.id());
    }
  }

  /** Calls for the ids of all series that have anything. */
  public void forEach(IntConsumer action) {
    for (int page = 0; page < pages.length; page++) {
      @Nullable OutOfOrderSeries[] table = pages[page];
      for (int i = 0; table != null && i < table.length; i++) {
        if (table[i] != null) {
          action.accept(page << PAGE_BITS | i);
        }
      }
    }
  }

  /** Least ref of a chunk in a file, {@link Long#MAX_VALUE} where there is none. */
  public long oldestChunkRef() {
    long[] oldest = {Long.MAX_VALUE};
    forEach(id -> {
      OutOfOrderSeries series = find(id);
      if (series != null) {
        for (OutOfOrderChunk chunk : series.chunks()) {
          oldest[0] = Math.min(oldest[0], chunk.ref());
        }
      }
    });
    return oldest[0];
  }

  /**
   * Takes up a chunk that the store has from an earlier run and that the log names. Samples of it
   * that the log gave are no longer in the buffer.
   */
  public void restoreChunk(int id, long ref, long chunkMinTimeMs, long chunkMaxTimeMs) {
    OutOfOrderSeries series = findOrCreate(id);
    if (series.overlapsBuffer(chunkMinTimeMs, chunkMaxTimeMs)) {
      series.removeBuffered(ChunkSamples.read(store, ref));
    }
    addRestored(series, ref, chunkMinTimeMs, chunkMaxTimeMs);
  }

  /**
   * Takes up a chunk that the store has from an earlier run if all of its samples are in the
   * buffer, which loses them.
   *
   * @return whether it did
   */
  public boolean restoreChunkIfBuffered(
      int id, long ref, long chunkMinTimeMs, long chunkMaxTimeMs) {
    OutOfOrderSeries series = find(id);
    if (series == null || !series.overlapsBuffer(chunkMinTimeMs, chunkMaxTimeMs)) {
      return false;
    }
    ChunkSamples chunk = ChunkSamples.read(store, ref);
    if (chunk.count() == 0 || series.countBuffered(chunk) < chunk.count()) {
      return false;
    }
    series.removeBuffered(chunk);
    addRestored(series, ref, chunkMinTimeMs, chunkMaxTimeMs);
    return true;
  }

  private void addRestored(
      OutOfOrderSeries series, long ref, long chunkMinTimeMs, long chunkMaxTimeMs) {
    series.addChunk(new OutOfOrderChunk(ref, chunkMinTimeMs, chunkMaxTimeMs, ++chunksMade));
    minTimeMs = Math.min(minTimeMs, chunkMinTimeMs);
    maxTimeMs = Math.max(maxTimeMs, chunkMaxTimeMs);
  }
}
