package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.wal.BatchMark;
import dev.deucalion.tsdb.wal.WalConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts back what the log of samples out of order has, when the log of series and samples is
 * replayed. For one thread.
 */
public final class OutOfOrderRestorer implements WalConsumer {
  /**
   * A full buffer may be in a chunk already, of which the log says so only with the next sample of
   * its series. So buffers grow beyond their size, but not without end.
   */
  private static final int MAX_BUFFERED = 128 * OutOfOrderSamples.CHUNK_SAMPLES;

  private final HeadWriter writer;
  private final HeadRestorer restorer;
  private final OutOfOrderSamples outOfOrder;
  private final FoundOutOfOrder found;
  private final Predicate<BatchMark> isInLog;
  private long samples;
  private long unknownSamples;
  private long unknownHistograms;
  private long unknownChunkMarkers;

  /**
   * @param found chunks that files have
   * @param isInLog whether the write-ahead log has a batch of this one
   */
  OutOfOrderRestorer(
      HeadState head,
      HeadWriter writer,
      HeadRestorer restorer,
      FoundOutOfOrder found,
      Predicate<BatchMark> isInLog) {
    this.writer = writer;
    this.isInLog = isInLog;
    this.found = found;
    this.restorer = restorer;
    this.outOfOrder = head.outOfOrder();
  }

  /** Ends a segment where it has more than the write-ahead log. */
  @Override
  public Wanted batch(BatchMark mark) {
    return isInLog.test(mark) ? Wanted.ALL : Wanted.NOTHING_MORE;
  }

  /** Does nothing: this log has no series. */
  @Override
  public void series(long ref, Labels labels) {}

  @Override
  public void sample(long ref, long timeMs, long valueBits) {
    restore(ref, timeMs, valueBits, null);
  }

  @Override
  public void histogram(long ref, long timeMs, Histogram histogram) {
    restore(ref, timeMs, Double.doubleToRawLongBits(histogram.sum()), histogram);
  }

  private void restore(long ref, long timeMs, long valueBits, @Nullable Histogram histogram) {
    int id = restorer.id(ref);
    if (id == SeriesCatalog.NONE) {
      if (histogram == null) {
        unknownSamples++;
      } else {
        unknownHistograms++;
      }
      return;
    }
    writer.insert(id, timeMs, valueBits, histogram);
    if (outOfOrder.buffered(id) == MAX_BUFFERED) {
      writer.endOutOfOrder();
    }
    samples++;
  }

  /** Takes up a chunk that the log names; others than those in the files do not count. */
  @Override
  public void chunkMarker(long ref, long chunkRef) {
    int at = found.find(chunkRef);
    if (at == FoundOutOfOrder.NONE) {
      return;
    }
    int id = restorer.id(ref);
    if (id == SeriesCatalog.NONE) {
      unknownChunkMarkers++;
    } else if (restorer.madeId(found.seriesRef(at)) == id) {
      found.take(at);
      writer.restoreOutOfOrder(id, chunkRef, found.minTimeMs(at), found.maxTimeMs(at));
    }
  }

  @Override
  public void endRecord() {}

  /**
   * Takes up the chunks that the log does not name but has the samples of, and makes chunks of what
   * is too much for the buffers; after the last record.
   */
  public void finish() {
    for (int i = 0; i < found.count(); i++) {
      int id = found.isTaken(i) ? SeriesCatalog.NONE : restorer.madeId(found.seriesRef(i));
      if (id != SeriesCatalog.NONE
          && outOfOrder.restoreChunkIfBuffered(
              id, found.chunkRef(i), found.minTimeMs(i), found.maxTimeMs(i))) {
        found.take(i);
      }
    }
    writer.endOutOfOrder();
  }

  /** Samples that were restored. */
  public long samples() {
    return samples;
  }

  /** Samples of all kinds that were left out because the log has no series for them. */
  public long unknownSeriesSamples() {
    return unknownSamples + unknownHistograms;
  }

  /** What was left out because the log has no series for it. */
  public UnknownRefs unknownRefs() {
    return new UnknownRefs(unknownSamples, unknownHistograms, 0, 0, 0, unknownChunkMarkers);
  }
}
