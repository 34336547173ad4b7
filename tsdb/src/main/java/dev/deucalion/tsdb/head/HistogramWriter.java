package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.HistogramEncoder;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import dev.deucalion.tsdb.index.SeriesCatalog;

/**
 * Puts histograms into the chunks of their series. For the owner of the head's write lock.
 *
 * <p>A chunk should get 1 KiB: at a quarter of it, its end is estimated from the rate, so that
 * chunks share evenly what is left of the chunk range. At the latest it ends with the range, and
 * with twice the wanted bytes if it has {@link #MIN_SAMPLES} by then.
 */
final class HistogramWriter {
  private static final int WANTED_BYTES = 1024;
  private static final int MIN_SAMPLES = 10;

  private final SeriesCatalog catalog;
  private final OpenHistograms open;
  private final FullChunkList fullChunkList;
  private final FullChunks fullChunks;
  private final HeadCounters counters;
  private final long chunkRangeMs;

  HistogramWriter(HeadState head, long chunkRangeMs) {
    this.catalog = head.catalog();
    this.open = head.openHistograms();
    this.fullChunkList = head.fullChunkList();
    this.fullChunks = head.fullChunks();
    this.counters = head.counters();
    this.chunkRangeMs = chunkRangeMs;
  }

  /** Begins a chunk in a row that has none. */
  void begin(long[] page, int row, long timeMs, Histogram histogram) {
    OpenHistogram series = new OpenHistogram(HistogramEncoder.of(histogram), histogram);
    series.encoder.begin(timeMs, histogram);
    begun(series, timeMs);
    SeriesRows.storeHistogram(page, row, timeMs, histogram, open.add(series));
  }

  /** Appends to a row that has an open chunk of histograms. */
  void extend(int id, long[] page, int row, long timeMs, Histogram histogram) {
    int number = SeriesRows.openHistogram(page[row + SeriesRows.OPEN]);
    OpenHistogram series = open.get(number);
    if (!series.encoder.takes(histogram)) {
      HistogramEncoder next = HistogramEncoder.of(histogram);
      next.begin(timeMs, histogram);
      addFull(id, series.encoder);
      series.encoder = next;
      begun(series, timeMs);
    } else if (isFull(series, timeMs)
        || series.encoder.append(timeMs, histogram) == Outcome.NEW_CHUNK) {
      addFull(id, series.encoder);
      series.encoder.begin(timeMs, histogram);
      begun(series, timeMs);
    }
    series.last = histogram;
    SeriesRows.storeHistogram(page, row, timeMs, histogram, number);
  }

  /** Hands the open chunk of a row over to the full ones; the row has none then. */
  void finish(int id, long[] page, int row) {
    int number = SeriesRows.openHistogram(page[row + SeriesRows.OPEN]);
    addFull(id, open.get(number).encoder);
    open.remove(number);
  }

  /** Drops the open chunk of a row; the row is the caller's to clear. */
  void forget(long[] page, int row) {
    open.remove(SeriesRows.openHistogram(page[row + SeriesRows.OPEN]));
  }

  /** The sample that ends a row's series. */
  Histogram stale(long[] page, int row) {
    int number = SeriesRows.openHistogram(page[row + SeriesRows.OPEN]);
    return stale(open.get(number).last);
  }

  /** The sample that ends a series whose last one is given. */
  static Histogram stale(Histogram last) {
    return switch (last) {
      case IntHistogram _ -> IntHistogram.STALE;
      case FloatHistogram _ -> FloatHistogram.STALE;
    };
  }

  private void begun(OpenHistogram series, long timeMs) {
    series.nextChunkMs = endOfRange(timeMs);
    series.endIsEstimated = false;
    counters.chunksCreated++;
  }

  private boolean isFull(OpenHistogram series, long timeMs) {
    HistogramEncoder encoder = series.encoder;
    long rangeEndMs = endOfRange(encoder.firstTimeMs());
    if (!series.endIsEstimated && encoder.length() >= WANTED_BYTES / 4) {
      series.nextChunkMs = estimateEnd(encoder, rangeEndMs);
      series.endIsEstimated = true;
    }
    return timeMs >= rangeEndMs
        || (encoder.samples() >= MIN_SAMPLES
            && (timeMs >= series.nextChunkMs || encoder.length() >= WANTED_BYTES * 2));
  }

  /** When the next chunk should begin, for equal chunks until {@code latestMs}. */
  private static long estimateEnd(HistogramEncoder encoder, long latestMs) {
    long startMs = encoder.firstTimeMs();
    double wantedMs =
        (encoder.lastTimeMs() - startMs + 1) * ((double) WANTED_BYTES / encoder.length());
    double chunks = (latestMs - startMs) / wantedMs;
    return chunks <= 1 ? latestMs : (long) (startMs + (latestMs - startMs) / Math.floor(chunks));
  }

  private long endOfRange(long timeMs) {
    return timeMs - Math.floorMod(timeMs, chunkRangeMs) + chunkRangeMs;
  }

  private void addFull(int id, HistogramEncoder encoder) {
    long ref =
        fullChunks.add(
            catalog.logRef(id),
            encoder.firstTimeMs(),
            encoder.lastTimeMs(),
            encoder.encoding().code(),
            encoder.bytes(),
            0,
            encoder.length());
    fullChunkList.add(id, ref, encoder.lastTimeMs());
  }
}
