package dev.deucalion.tsdb.head;

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

/** A batch for the head. */
final class HeadAppender extends BatchAppender {
  private final Head head;
  private final HeadState state;
  private final LabelHasher hasher;
  private final long batchPin;
  private final long seriesPin;
  private final long minTimeMs;
  private boolean inOrderOnly;

  HeadAppender(Head head, Batch batch) {
    super(batch, head.state().catalog());
    this.head = head;
    this.state = head.state();
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

  @Override
  public void inAnyOrder() {
    inOrderOnly = false;
  }

  /** As the rules of the head, but for the lateness that this batch refuses. */
  @Override
  protected AppendResult check(int id, long timeMs, long valueBits, @Nullable Histogram histogram) {
    AppendRules rules = head.rules();
    AppendResult result = rules.check(id, timeMs, minTimeMs, valueBits, histogram);
    boolean late = inOrderOnly && (timeMs < minTimeMs || rules.hasSampleFrom(id, timeMs + 1));
    return counted(result == AppendResult.APPENDED && late ? AppendResult.OUT_OF_ORDER : result);
  }

  private AppendResult counted(AppendResult result) {
    HeadCounters counters = state.counters();
    switch (result) {
      case OUT_OF_ORDER -> counters.outOfOrder.increment();
      case DUPLICATE_TIMESTAMP -> counters.duplicateTimestamp.increment();
      case OUT_OF_BOUNDS -> counters.outOfBounds.increment();
      case TOO_OLD -> counters.tooOld.increment();
      case APPENDED, UNKNOWN_SERIES, INVALID_HISTOGRAM, EXEMPLAR_TOO_LONG -> {}
    }
    return result;
  }

  @Override
  protected AppendResult checkStart(int id, long startMs) {
    if (startMs < minTimeMs) {
      return AppendResult.OUT_OF_BOUNDS;
    }
    return head.rules().hasSampleFrom(id, startMs)
        ? AppendResult.OUT_OF_ORDER
        : AppendResult.APPENDED;
  }

  @Override
  protected Admission checkExemplar(int id, Exemplar exemplar) {
    return state.exemplars().isOn()
        ? state.exemplars().check(state.catalog().labels(id), exemplar)
        : Admission.SWITCHED_OFF;
  }

  @Override
  protected @Nullable Metadata metadata(int id) {
    return state.metadata().of(id);
  }

  @Override
  protected void commit(Batch filled) throws IOException {
    head.commit(filled);
  }

  @Override
  protected void end(Batch used) {
    state.counters().activeAppenders.decrement();
    head.giveBack(used);
    state.pins().unpinSeries(seriesPin);
    state.pins().unpinBatch(batchPin);
  }
}
