package dev.deucalion.tsdb.agent;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.HistogramValidation;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A batch for an agent's store. Unlike other stores it does not know the values of last samples: a
 * second sample of one time is out of order, whatever its value.
 */
final class AgentAppender implements Appender {
  private final AgentStore store;
  private final AgentSeries series;
  private final SeriesCatalog catalog;
  private final LabelHasher hasher;
  private final long pinned;
  private final long windowMs;
  private @Nullable Batch batch;

  AgentAppender(AgentStore store, Batch batch, long windowMs) {
    this.store = store;
    this.series = store.series();
    this.catalog = series.catalog();
    this.batch = batch;
    this.windowMs = windowMs;
    hasher = series.newHasher();
    pinned = series.pin();
    batch.begin(series.dropped());
  }

  @Override
  public long seriesRef(Labels labels) {
    openBatch();
    return series.findOrCreate(labels, hasher);
  }

  @Override
  public AppendResult append(long seriesRef, long timeMs, double value) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    AppendResult result = check(id, timeMs);
    if (result == AppendResult.APPENDED) {
      open.add(id, timeMs, Double.doubleToRawLongBits(value));
      open.noteIfNew(id, catalog);
    }
    return result;
  }

  @Override
  public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
    Batch open = openBatch();
    if (HistogramValidation.problem(histogram) != null) {
      return AppendResult.INVALID_HISTOGRAM;
    }
    int id = catalog.id(seriesRef);
    AppendResult result = check(id, timeMs);
    if (result == AppendResult.APPENDED) {
      open.add(id, timeMs, histogram);
      open.noteIfNew(id, catalog);
    }
    return result;
  }

  private AppendResult check(int id, long timeMs) {
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (isTooOld(id, timeMs)) {
      store.countOutOfOrder();
      return AppendResult.OUT_OF_ORDER;
    }
    return AppendResult.APPENDED;
  }

  private boolean isTooOld(int id, long timeMs) {
    long lastMs = series.lastMs(id);
    return lastMs >= Long.MIN_VALUE + windowMs && timeMs <= lastMs - windowMs;
  }

  @Override
  public AppendResult appendStart(
      long seriesRef, long timeMs, long startMs, @Nullable Histogram histogram) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (startMs >= timeMs || startMs <= series.lastMs(id)) {
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
  public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (exemplar.labelChars() > Exemplar.MAX_LABEL_CHARS) {
      return AppendResult.EXEMPLAR_TOO_LONG;
    }
    Exemplar last = series.lastExemplar(id);
    if (last == null || !last.isSameObservation(exemplar)) {
      open.add(new Batch.SeriesExemplar(id, exemplar));
      open.noteIfNew(id, catalog);
    }
    return AppendResult.APPENDED;
  }

  @Override
  public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
    Batch open = openBatch();
    int id = catalog.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (!metadata.equals(series.metadata(id))) {
      open.add(new Batch.Described(id, metadata));
      open.noteIfNew(id, catalog);
    }
    return AppendResult.APPENDED;
  }

  @Override
  public void commit() throws IOException {
    Batch open = openBatch();
    try {
      if (!open.isEmpty()) {
        store.commit(open);
      }
    } finally {
      end(open);
    }
  }

  @Override
  public void rollback() {
    end(openBatch());
  }

  @Override
  public void close() {
    if (batch != null) {
      end(batch);
    }
  }

  private void end(Batch open) {
    batch = null;
    store.giveBack(open);
    series.unpin(pinned);
  }

  private Batch openBatch() {
    Batch open = batch;
    if (open == null) {
      throw new IllegalStateException("the batch was committed or rolled back");
    }
    return open;
  }
}
