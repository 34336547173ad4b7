package dev.deucalion.tsdb.batch;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.HistogramValidation;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.exemplar.Admission;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Fills a batch with what a store takes. The store says what that is; refusals are its to count.
 * For one thread.
 */
public abstract class BatchAppender implements Appender {
  private final SeriesCatalog catalog;

  /** Null once the batch is over. */
  private @Nullable Batch batch;

  /**
   * @param batch empty
   * @param catalog of the series that may be named
   */
  protected BatchAppender(Batch batch, SeriesCatalog catalog) {
    this.batch = batch;
    this.catalog = catalog;
  }

  /**
   * What appending a sample comes to.
   *
   * @param valueBits of a float, or of a histogram's sum
   * @param histogram null for a float
   */
  protected abstract AppendResult check(
      int id, long timeMs, long valueBits, @Nullable Histogram histogram);

  /** What appending a zero at the start of a counter comes to, when that is before its sample. */
  protected abstract AppendResult checkStart(int id, long startMs);

  /** What appending an exemplar comes to. */
  protected abstract Admission checkExemplar(int id, Exemplar exemplar);

  /** The metadata of a series, null where it has none. */
  protected abstract @Nullable Metadata metadata(int id);

  /** Commits the batch, which is not empty. */
  protected abstract void commit(Batch filled) throws IOException;

  /** Takes the batch back, be it committed or not; once. */
  protected abstract void end(Batch used);

  /** The batch; for calls that need one that is not over. */
  protected final Batch openBatch() {
    Batch open = batch;
    if (open == null) {
      throw new IllegalStateException("the batch was committed or rolled back");
    }
    return open;
  }

  @Override
  public final AppendResult append(long seriesRef, long timeMs, double value) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    long valueBits = Double.doubleToRawLongBits(value);
    AppendResult result = check(id, timeMs, valueBits, null);
    if (result == AppendResult.APPENDED) {
      open.add(id, timeMs, valueBits);
      open.noteIfNew(id, catalog);
    }
    return result;
  }

  @Override
  public final AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (HistogramValidation.problem(histogram) != null) {
      return AppendResult.INVALID_HISTOGRAM;
    }
    long sumBits = Double.doubleToRawLongBits(histogram.sum());
    AppendResult result = check(id, timeMs, sumBits, histogram);
    if (result == AppendResult.APPENDED) {
      open.add(id, timeMs, histogram);
      open.noteIfNew(id, catalog);
    }
    return result;
  }

  @Override
  public final AppendResult appendStart(
      long seriesRef, long timeMs, long startMs, @Nullable Histogram histogram) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    AppendResult result = checkStart(id, startMs);
    if (result != AppendResult.APPENDED) {
      return result;
    }
    if (startMs >= timeMs) {
      return AppendResult.OUT_OF_ORDER;
    }
    if (histogram == null) {
      open.add(id, startMs, Double.doubleToRawLongBits(0));
    } else {
      open.add(id, startMs, histogram.emptied());
    }
    open.noteIfNew(id, catalog);
    return AppendResult.APPENDED;
  }

  @Override
  public final AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    return switch (checkExemplar(id, exemplar)) {
      case TAKEN -> {
        open.add(new Batch.SeriesExemplar(id, exemplar));
        open.noteIfNew(id, catalog);
        yield AppendResult.APPENDED;
      }
      case KNOWN, SWITCHED_OFF -> AppendResult.APPENDED;
      case OUT_OF_ORDER -> AppendResult.OUT_OF_ORDER;
      case LABELS_TOO_LONG -> AppendResult.EXEMPLAR_TOO_LONG;
    };
  }

  @Override
  public final AppendResult updateMetadata(long seriesRef, Metadata metadata) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (!metadata.equals(metadata(id))) {
      open.add(new Batch.Described(id, metadata));
      open.noteIfNew(id, catalog);
    }
    return AppendResult.APPENDED;
  }

  @Override
  public final void commit() throws IOException {
    Batch open = openBatch();
    try {
      if (!open.isEmpty()) {
        commit(open);
      }
    } finally {
      finish(open);
    }
  }

  @Override
  public final void rollback() {
    finish(openBatch());
  }

  @Override
  public final void close() {
    if (batch != null) {
      finish(batch);
    }
  }

  private void finish(Batch open) {
    batch = null;
    end(open);
  }
}
