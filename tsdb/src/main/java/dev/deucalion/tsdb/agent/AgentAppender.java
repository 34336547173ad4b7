package dev.deucalion.tsdb.agent;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.batch.BatchAppender;
import dev.deucalion.tsdb.exemplar.Admission;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A batch for an agent's store. Unlike other stores it does not know the values of last samples: a
 * second sample of one time is out of order, whatever its value.
 */
final class AgentAppender extends BatchAppender {
  private final AgentStore store;
  private final AgentSeries series;
  private final LabelHasher hasher;
  private final long pinned;
  private final long windowMs;

  AgentAppender(AgentStore store, Batch batch, long windowMs) {
    super(batch, store.series().catalog());
    this.store = store;
    this.series = store.series();
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
  protected AppendResult check(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    long lastMs = series.lastMs(id);
    if (lastMs >= Long.MIN_VALUE + windowMs && timeMs <= lastMs - windowMs) {
      store.countOutOfOrder();
      return AppendResult.OUT_OF_ORDER;
    }
    return AppendResult.APPENDED;
  }

  @Override
  protected AppendResult checkStart(int id, long startMs) {
    return startMs <= series.lastMs(id) ? AppendResult.OUT_OF_ORDER : AppendResult.APPENDED;
  }

  @Override
  protected Admission checkExemplar(int id, Exemplar exemplar) {
    if (exemplar.labelChars() > Exemplar.MAX_LABEL_CHARS) {
      return Admission.LABELS_TOO_LONG;
    }
    Exemplar last = series.lastExemplar(id);
    return last == null || !last.isSameObservation(exemplar) ? Admission.TAKEN : Admission.KNOWN;
  }

  @Override
  protected @Nullable Metadata metadata(int id) {
    return series.metadata(id);
  }

  @Override
  protected void commit(Batch filled) throws IOException {
    store.commit(filled);
  }

  @Override
  protected void end(Batch used) {
    store.giveBack(used);
    series.unpin(pinned);
  }
}
