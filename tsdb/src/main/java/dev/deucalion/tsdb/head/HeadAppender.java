package dev.deucalion.tsdb.head;

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

/** A batch for the head. */
final class HeadAppender implements Appender {
  private final Head head;
  private final HeadState state;
  private final LabelHasher hasher;
  private final long batchPin;
  private final long seriesPin;
  private final long minTimeMs;
  private @Nullable Batch batch;
  private boolean inOrderOnly;

  HeadAppender(Head head, Batch batch) {
    this.head = head;
    this.state = head.state();
    this.batch = batch;
    hasher = state.newHasher();
    batchPin = state.pins().pinBatch(state.counters());
    seriesPin = state.pins().pinSeries();
    minTimeMs = head.rules().minInOrderMs();
    batch.begin(head.droppedSeries());
    state.counters().activeAppenders.increment();
    state.counters().appendersCreated.increment();
  }

  @Override
  public long seriesRef(Labels labels) {
    openBatch();
    return state.findOrCreate(labels, hasher.hash(labels));
  }

  @Override
  public void inOrderOnly() {
    inOrderOnly = true;
  }

  /** As the rules of the head, but for the lateness that this batch refuses. */
  private AppendResult check(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    AppendRules rules = head.rules();
    AppendResult result = rules.check(id, timeMs, minTimeMs, valueBits, histogram);
    boolean late = inOrderOnly && (timeMs < minTimeMs || rules.hasSampleFrom(id, timeMs + 1));
    return result == AppendResult.APPENDED && late ? AppendResult.OUT_OF_ORDER : result;
  }

  @Override
  public AppendResult append(long seriesRef, long timeMs, double value) {
    Batch open = openBatch();
    int id = state.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    long valueBits = Double.doubleToRawLongBits(value);
    AppendResult result = check(id, timeMs, valueBits, null);
    if (result == AppendResult.APPENDED) {
      open.add(id, timeMs, valueBits);
      open.noteIfNew(id, state.catalog());
    } else {
      count(result);
    }
    return result;
  }

  @Override
  public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
    Batch open = openBatch();
    int id = state.id(seriesRef);
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
      open.noteIfNew(id, state.catalog());
    } else {
      count(result);
    }
    return result;
  }

  @Override
  public AppendResult appendStart(
      long seriesRef, long timeMs, long startMs, @Nullable Histogram histogram) {
    Batch open = openBatch();
    int id = state.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (startMs < minTimeMs) {
      return AppendResult.OUT_OF_BOUNDS;
    }
    if (startMs >= timeMs || head.rules().hasSampleFrom(id, startMs)) {
      return AppendResult.OUT_OF_ORDER;
    }
    if (histogram == null) {
      open.add(id, startMs, Double.doubleToRawLongBits(0));
    } else {
      open.add(id, startMs, histogram.emptied());
    }
    open.noteIfNew(id, state.catalog());
    return AppendResult.APPENDED;
  }

  @Override
  public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
    Batch open = openBatch();
    int id = state.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (!state.exemplars().isOn()) {
      return AppendResult.APPENDED;
    }
    return switch (state.exemplars().check(state.catalog().labels(id), exemplar)) {
      case TAKEN -> {
        open.add(new Batch.SeriesExemplar(id, exemplar));
        open.noteIfNew(id, state.catalog());
        yield AppendResult.APPENDED;
      }
      case KNOWN, SWITCHED_OFF -> AppendResult.APPENDED;
      case OUT_OF_ORDER -> AppendResult.OUT_OF_ORDER;
      case LABELS_TOO_LONG -> AppendResult.EXEMPLAR_TOO_LONG;
    };
  }

  @Override
  public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
    Batch open = openBatch();
    int id = state.id(seriesRef);
    if (id == SeriesCatalog.NONE) {
      return AppendResult.UNKNOWN_SERIES;
    }
    if (!metadata.equals(state.metadata().of(id))) {
      open.add(new Batch.Described(id, metadata));
      open.noteIfNew(id, state.catalog());
    }
    return AppendResult.APPENDED;
  }

  private void count(AppendResult result) {
    HeadCounters counters = state.counters();
    switch (result) {
      case OUT_OF_ORDER -> counters.outOfOrder.increment();
      case DUPLICATE_TIMESTAMP -> counters.duplicateTimestamp.increment();
      case OUT_OF_BOUNDS -> counters.outOfBounds.increment();
      case TOO_OLD -> counters.tooOld.increment();
      case APPENDED, UNKNOWN_SERIES, INVALID_HISTOGRAM, EXEMPLAR_TOO_LONG -> {}
    }
  }

  @Override
  public void commit() throws IOException {
    Batch open = openBatch();
    try {
      if (!open.isEmpty()) {
        head.commit(open);
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
    state.counters().activeAppenders.decrement();
    head.giveBack(open);
    state.pins().unpinSeries(seriesPin);
    state.pins().unpinBatch(batchPin);
  }

  private Batch openBatch() {
    Batch open = batch;
    if (open == null) {
      throw new IllegalStateException("the batch was committed or rolled back");
    }
    return open;
  }
}
