package dev.deucalion.scrape.testing;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps committed batches, with a store's rules for order. The refs it gives can be forgotten. */
public final class RecordingStore implements Appendable {
  private final Map<Labels, Long> refs = new HashMap<>();
  private final Map<Long, Labels> series = new HashMap<>();
  private final Map<Labels, TreeMap<Long, Double>> samples =
      new TreeMap<>(Comparator.naturalOrder());
  private final List<List<Sample>> commits = new ArrayList<>();
  private int seriesRefCalls;
  private long nextRef = 1;
  private boolean outOfMemory;

  /** One committed sample. */
  public record Sample(Labels labels, long timeMs, double value) {
    @Override
    public String toString() {
      return labels + " @" + timeMs + " " + (StaleMarker.isStale(value) ? "stale" : value);
    }
  }

  /** Whether there is no memory for a batch. */
  public synchronized void outOfMemory(boolean is) {
    outOfMemory = is;
  }

  @Override
  public synchronized Appender appender() {
    if (outOfMemory) {
      throw new OutOfMemoryError("test");
    }
    return new Batch();
  }

  /** Samples of one series, {@code time:value}, in order of time. */
  public synchronized List<String> samples(Labels labels) {
    List<String> all = new ArrayList<>();
    samples
        .getOrDefault(labels, new TreeMap<>())
        .forEach((time, value) ->
            all.add(time + ":" + (StaleMarker.isStale(value) ? "stale" : value.toString())));
    return all;
  }

  /** All series with a sample. */
  public synchronized List<Labels> series() {
    return new ArrayList<>(samples.keySet());
  }

  /** Batches in the order of their commits. */
  public synchronized List<List<Sample>> commits() {
    return new ArrayList<>(commits);
  }

  /** How often labels had to be looked up. */
  public synchronized int seriesRefCalls() {
    return seriesRefCalls;
  }

  /** Makes all refs unknown, as a store does with series that it drops. */
  public synchronized void forgetRefs() {
    refs.clear();
    series.clear();
  }

  private final class Batch implements Appender {
    private final List<Sample> batch = new ArrayList<>();

    @Override
    public long seriesRef(Labels labels) {
      synchronized (RecordingStore.this) {
        seriesRefCalls++;
        return refs.computeIfAbsent(
            labels,
            l -> {
              long ref = nextRef++;
              series.put(ref, l);
              return ref;
            });
      }
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, double value) {
      synchronized (RecordingStore.this) {
        Labels labels = series.get(seriesRef);
        if (labels == null) {
          return AppendResult.UNKNOWN_SERIES;
        }
        TreeMap<Long, Double> known = samples.getOrDefault(labels, new TreeMap<>());
        if (!known.isEmpty() && known.lastKey() > timeMs) {
          return AppendResult.OUT_OF_ORDER;
        }
        Double same = known.get(timeMs);
        if (same != null && Double.doubleToRawLongBits(same) != Double.doubleToRawLongBits(value)) {
          return AppendResult.DUPLICATE_TIMESTAMP;
        }
        batch.add(new Sample(labels, timeMs, value));
        return AppendResult.APPENDED;
      }
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
      throw new UnsupportedOperationException("histograms");
    }

    @Override
    public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
      return AppendResult.APPENDED;
    }

    @Override
    public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
      return AppendResult.APPENDED;
    }

    @Override
    public void commit() {
      synchronized (RecordingStore.this) {
        for (Sample sample : batch) {
          samples
              .computeIfAbsent(sample.labels(), l -> new TreeMap<>())
              .putIfAbsent(sample.timeMs(), sample.value());
        }
        commits.add(List.copyOf(batch));
        batch.clear();
      }
    }

    @Override
    public void rollback() {
      batch.clear();
    }

    @Override
    public void close() {
      rollback();
    }
  }
}
