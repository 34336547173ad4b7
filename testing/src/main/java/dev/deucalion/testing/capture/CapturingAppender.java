package dev.deucalion.testing.capture;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One batch that is captured when it is committed. */
final class CapturingAppender implements Appender {
  private final Appender batch;
  private final CapturingStore store;
  private final boolean watched;
  private final List<WrittenSample> samples = new ArrayList<>();

  CapturingAppender(Appender batch, CapturingStore store) {
    this.batch = batch;
    this.store = store;
    this.watched = store.isWatched();
  }

  @Override
  public long seriesRef(Labels labels) {
    long ref = batch.seriesRef(labels);
    store.see(ref, labels);
    return ref;
  }

  @Override
  public void inOrderOnly() {
    batch.inOrderOnly();
  }

  @Override
  public void inAnyOrder() {
    batch.inAnyOrder();
  }

  @Override
  public AppendResult append(long seriesRef, long timeMs, double value) {
    AppendResult result = batch.append(seriesRef, timeMs, value);
    note(result, seriesRef, timeMs, value, null);
    return result;
  }

  @Override
  public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
    AppendResult result = batch.append(seriesRef, timeMs, histogram);
    note(result, seriesRef, timeMs, 0, histogram);
    return result;
  }

  private void note(
      AppendResult result,
      long seriesRef,
      long timeMs,
      double value,
      @Nullable Histogram histogram) {
    if (watched && result == AppendResult.APPENDED) {
      samples.add(new WrittenSample(store.labels(seriesRef), timeMs, value, histogram));
    }
  }

  @Override
  public AppendResult appendStart(
      long seriesRef, long timeMs, long startMs, @Nullable Histogram histogram) {
    return batch.appendStart(seriesRef, timeMs, startMs, histogram);
  }

  @Override
  public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
    return batch.appendExemplar(seriesRef, exemplar);
  }

  @Override
  public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
    return batch.updateMetadata(seriesRef, metadata);
  }

  @Override
  public void commit() throws IOException {
    batch.commit();
    if (watched) {
      store.committed(samples);
    }
  }

  @Override
  public void rollback() {
    batch.rollback();
  }

  @Override
  public void close() {
    batch.close();
  }
}
