package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Series of a block, by id, which is also the order of their labels. */
final class BlockSeriesSet implements SeriesSet {
  private final MappedBlock block;
  private final Tombstones tombstones;
  private final long minTimeMs;
  private final long maxTimeMs;
  private final int[] ids;
  private final long earliestMs;

  /** What has read labels lately, when nobody reads labels right now. */
  private final AtomicReference<@Nullable SeriesEntry> idleEntry = new AtomicReference<>();

  private BlockSeriesSet(
      MappedBlock block,
      Tombstones tombstones,
      long minTimeMs,
      long maxTimeMs,
      int[] ids,
      long earliestMs) {
    this.block = block;
    this.tombstones = tombstones;
    this.minTimeMs = minTimeMs;
    this.maxTimeMs = maxTimeMs;
    this.ids = ids;
    this.earliestMs = earliestMs;
  }

  /** The series that have a chunk in a range of time. */
  static BlockSeriesSet of(
      MappedBlock block,
      Tombstones tombstones,
      RoaringBitmap series,
      long minTimeMs,
      long maxTimeMs) {
    int most = minTimeMs > maxTimeMs ? 0 : series.getCardinality();
    int[] ids = new int[most];
    int count = 0;
    long earliestMs = Long.MAX_VALUE;
    int step = 0;
    BlockCursor cursor = new BlockCursor(block, tombstones, minTimeMs, maxTimeMs);
    for (IntIterator each = series.getIntIterator(); count < most && each.hasNext(); ) {
      int id = each.next();
      ReadGuard.check(step++);
      cursor.reset(id);
      if (cursor.hasChunk()) {
        ids[count++] = id;
        earliestMs = Math.min(earliestMs, cursor.chunkMinTimeMs());
      }
    }
    int[] found = count == most ? ids : Arrays.copyOf(ids, count);
    return new BlockSeriesSet(block, tombstones, minTimeMs, maxTimeMs, found, earliestMs);
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public Labels labels(int i) {
    SeriesEntry idle = idleEntry.getAndSet(null);
    SeriesEntry entry = idle == null ? new SeriesEntry(block.index(), SymbolCache.growing()) : idle;
    entry.read(ids[i]);
    Labels labels = entry.labels();
    idleEntry.set(entry);
    return labels;
  }

  @Override
  public SampleCursor samples(int i, @Nullable SampleCursor reuse) {
    BlockCursor cursor =
        reuse instanceof BlockCursor used && used.isOf(block, tombstones, minTimeMs, maxTimeMs)
            ? used
            : new BlockCursor(block, tombstones, minTimeMs, maxTimeMs);
    cursor.reset(ids[i]);
    return cursor;
  }

  /** As the chunks say: the description of the block, which has no checksum, may be damaged. */
  @Override
  public long earliestMs(long knownMs) {
    return earliestMs;
  }
}
