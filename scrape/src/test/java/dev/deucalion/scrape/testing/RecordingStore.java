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
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps committed batches, with a store's rules for order. The refs it gives can be forgotten. */
public final class RecordingStore implements Appendable {
  private final Map<Labels, Long> refs = new HashMap<>();
  private final Map<Long, Labels> series = new HashMap<>();
  private final Map<Labels, TreeMap<Long, Double>> samples =
      new TreeMap<>(Comparator.naturalOrder());
  private final List<List<Sample>> commits = new ArrayList<>();
  private final Map<Labels, TreeMap<Long, Histogram>> histograms = new HashMap<>();
  private final Map<Labels, List<Exemplar>> exemplars = new HashMap<>();
  private final Map<Labels, TreeSet<Long>> starts = new HashMap<>();
  private final Map<Labels, Metadata> metadata = new HashMap<>();
  private boolean takesLate;
  private int seriesRefCalls;
  private long nextRef = 1;
  private @Nullable Error error;

  /** One committed sample. */
  public record Sample(Labels labels, long timeMs, double value) {
    @Override
    public String toString() {
      return labels + " @" + timeMs + " " + (StaleMarker.isStale(value) ? "stale" : value);
    }
  }

  /** Takes samples that are older than others of their series from now on. */
  public synchronized void takeLate() {
    takesLate = true;
  }

  /** What beginning a batch throws; null for nothing. */
  public synchronized void failWith(@Nullable Error thrown) {
    error = thrown;
  }

  @Override
  public synchronized Appender appender() {
    if (error != null) {
      throw error;
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

  /** Histograms of one series by time. */
  public synchronized Map<Long, Histogram> histograms(Labels labels) {
    return new TreeMap<>(histograms.getOrDefault(labels, new TreeMap<>()));
  }

  /** Exemplars of one series as they came; a rolled back batch leaves its own. */
  public synchronized List<Exemplar> exemplars(Labels labels) {
    return List.copyOf(exemplars.getOrDefault(labels, List.of()));
  }

  /** Times since when a series was said to count. */
  public synchronized List<Long> starts(Labels labels) {
    return List.copyOf(starts.getOrDefault(labels, new TreeSet<>()));
  }

  /** What was said last of what a series measures. */
  public synchronized Optional<Metadata> metadata(Labels labels) {
    return Optional.ofNullable(metadata.get(labels));
  }

  /** All series with a float. */
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
    private boolean inOrderOnly;

    @Override
    public void inOrderOnly() {
      inOrderOnly = true;
    }

    @Override
    public void inAnyOrder() {
      inOrderOnly = false;
    }

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
        boolean inOrder = inOrderOnly || !takesLate;
        if (inOrder && !known.isEmpty() && known.lastKey() > timeMs) {
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
      synchronized (RecordingStore.this) {
        Labels labels = series.get(seriesRef);
        if (labels == null) {
          return AppendResult.UNKNOWN_SERIES;
        }
        histograms.computeIfAbsent(labels, l -> new TreeMap<>()).put(timeMs, histogram);
        return AppendResult.APPENDED;
      }
    }

    @Override
    public AppendResult appendStart(
        long seriesRef, long timeMs, long startMs, @Nullable Histogram histogram) {
      synchronized (RecordingStore.this) {
        Labels labels = series.get(seriesRef);
        if (labels == null) {
          return AppendResult.UNKNOWN_SERIES;
        }
        starts.computeIfAbsent(labels, l -> new TreeSet<>()).add(startMs);
        return AppendResult.APPENDED;
      }
    }

    @Override
    public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
      synchronized (RecordingStore.this) {
        Labels labels = series.getOrDefault(seriesRef, Labels.EMPTY);
        List<Exemplar> known = exemplars.computeIfAbsent(labels, l -> new ArrayList<>());
        if (!known.isEmpty() && known.getLast().timeMs() > exemplar.timeMs()) {
          return AppendResult.OUT_OF_ORDER;
        }
        known.add(exemplar);
        return AppendResult.APPENDED;
      }
    }

    @Override
    public AppendResult updateMetadata(long seriesRef, Metadata described) {
      synchronized (RecordingStore.this) {
        metadata.put(series.getOrDefault(seriesRef, Labels.EMPTY), described);
        return AppendResult.APPENDED;
      }
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
