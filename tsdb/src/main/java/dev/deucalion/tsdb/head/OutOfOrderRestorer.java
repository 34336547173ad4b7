package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.wal.WalConsumer;
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
  private static final int MAX_BUFFERED = 16 * OutOfOrderSamples.CHUNK_SAMPLES;

  private final HeadWriter writer;
  private final HeadRestorer restorer;
  private final OutOfOrderSamples outOfOrder;
  private long samples;
  private long unknownSeriesSamples;

  OutOfOrderRestorer(HeadState head, HeadWriter writer, HeadRestorer restorer) {
    this.writer = writer;
    this.restorer = restorer;
    this.outOfOrder = head.outOfOrder();
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
      unknownSeriesSamples++;
      return;
    }
    writer.insert(id, timeMs, valueBits, histogram);
    if (outOfOrder.buffered(id) == MAX_BUFFERED) {
      finish();
    }
    samples++;
  }

  @Override
  public void chunkMarker(long ref, long chunkRef) {
    int id = restorer.id(ref);
    if (id != SeriesCatalog.NONE) {
      outOfOrder.restoreMarker(id, chunkRef);
    }
  }

  @Override
  public void endRecord() {}

  /** Makes chunks of what is too much for the buffers; after the last record. */
  public void finish() {
    writer.endOutOfOrder();
  }

  /** Samples that were restored. */
  public long samples() {
    return samples;
  }

  /** Samples that were left out because the log has no series for them. */
  public long unknownSeriesSamples() {
    return unknownSeriesSamples;
  }
}
