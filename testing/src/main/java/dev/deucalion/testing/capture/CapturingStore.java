package dev.deucalion.testing.capture;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands batches on to a store, and what is committed of them to those who want to know. */
public final class CapturingStore implements Appendable {
  private final Appendable store;
  private final Labels externalLabels;
  private final List<WrittenSamples> captures = new CopyOnWriteArrayList<>();

  /** Labels by the store's refs, which writers keep for later batches. */
  private final Map<Long, Labels> series = new ConcurrentHashMap<>();

  /**
   * Hands on to a store.
   *
   * @param externalLabels set on series that do not have them, as they are captured
   */
  public CapturingStore(Appendable store, Labels externalLabels) {
    this.store = store;
    this.externalLabels = externalLabels;
  }

  /**
   * Keeps what is stored from now on.
   *
   * @param relabeling {@code write_relabel_configs}
   */
  public WrittenSamples capture(List<RelabelRule> relabeling) {
    WrittenSamples samples = new WrittenSamples(externalLabels, relabeling);
    captures.add(samples);
    return samples;
  }

  @Override
  public Appender appender() {
    return new CapturingAppender(store.appender(), this);
  }

  void see(long seriesRef, Labels labels) {
    series.put(seriesRef, labels);
  }

  boolean isWatched() {
    return !captures.isEmpty();
  }

  Labels labels(long seriesRef) {
    return series.getOrDefault(seriesRef, Labels.EMPTY);
  }

  void committed(List<WrittenSample> batch) {
    captures.forEach(capture -> capture.add(batch));
  }
}
