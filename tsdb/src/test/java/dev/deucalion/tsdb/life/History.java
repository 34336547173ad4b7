package dev.deucalion.tsdb.life;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.Reading;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Samples of a store the simplest way: labels → time → value, as {@link
 * dev.deucalion.storage.Reading} gives them.
 */
final class History {
  static final Matcher EVERYTHING = Matcher.of(MatchType.REGEX, "__name__", ".*");

  private final Map<Labels, NavigableMap<Long, Object>> series;

  History() {
    this(new TreeMap<>());
  }

  private History(Map<Labels, NavigableMap<Long, Object>> series) {
    this.series = series;
  }

  /** All samples that can be read from a store. */
  static History in(Queryable store) {
    return in(store, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The samples of a range, ends included, that can be read from a store. */
  static History in(Queryable store, long minTimeMs, long maxTimeMs) {
    return new History(Reading.samples(store, minTimeMs, maxTimeMs, EVERYTHING));
  }

  History copy() {
    History copy = new History();
    series.forEach((labels, samples) -> copy.series.put(labels, new TreeMap<>(samples)));
    return copy;
  }

  Map<Labels, NavigableMap<Long, Object>> series() {
    return series;
  }

  void put(Labels labels, long timeMs, Object value) {
    series.computeIfAbsent(labels, l -> new TreeMap<>()).put(timeMs, value);
  }

  /** Takes out samples of a range, ends included, of the series that match. */
  void delete(Matcher matcher, long minTimeMs, long maxTimeMs) {
    series.forEach((labels, samples) -> {
      if (matcher.matches(labels.get(matcher.name()))) {
        samples.subMap(minTimeMs, true, maxTimeMs, true).clear();
      }
    });
    series.values().removeIf(Map::isEmpty);
  }

  /** The samples of a range, ends included, of the series that match. */
  History select(Matcher matcher, long minTimeMs, long maxTimeMs) {
    History selected = new History();
    series.forEach((labels, samples) -> {
      Map<Long, Object> range = samples.subMap(minTimeMs, true, maxTimeMs, true);
      if (!range.isEmpty() && matcher.matches(labels.get(matcher.name()))) {
        selected.series.put(labels, new TreeMap<>(range));
      }
    });
    return selected;
  }

  /** The samples of the series that another history has, too. */
  History ofSeriesIn(History other) {
    History selected = new History();
    series.forEach((labels, samples) -> {
      if (other.series.containsKey(labels)) {
        selected.series.put(labels, new TreeMap<>(samples));
      }
    });
    return selected;
  }

  /** Takes out a series and says how many samples it had. */
  int remove(Labels labels) {
    NavigableMap<Long, Object> removed = series.remove(labels);
    return removed == null ? 0 : removed.size();
  }

  /** The samples that another history has not. */
  History minus(History other) {
    History left = new History();
    series.forEach((labels, samples) ->
        samples.forEach((timeMs, value) -> {
          if (!value.equals(other.get(labels, timeMs))) {
            left.put(labels, timeMs, value);
          }
        }));
    return left;
  }

  void addAll(History other) {
    other.series.forEach(
        (labels, samples) -> samples.forEach((timeMs, value) -> put(labels, timeMs, value)));
  }

  /** A sample that two histories both have and this one lacks, or "". */
  String lacks(History a, History b) {
    for (var entry : a.series.entrySet()) {
      Labels labels = entry.getKey();
      for (var sample : entry.getValue().entrySet()) {
        long timeMs = sample.getKey();
        Object value = sample.getValue();
        if (value.equals(b.get(labels, timeMs)) && !value.equals(get(labels, timeMs))) {
          return labels + " at " + timeMs + ": " + value + ", found " + get(labels, timeMs);
        }
      }
    }
    return "";
  }

  /** A sample of this history that neither of two others has, or "". */
  String exceeds(History a, History b) {
    for (var entry : series.entrySet()) {
      Labels labels = entry.getKey();
      for (var sample : entry.getValue().entrySet()) {
        long timeMs = sample.getKey();
        Object value = sample.getValue();
        if (!value.equals(a.get(labels, timeMs)) && !value.equals(b.get(labels, timeMs))) {
          return labels + " at " + timeMs + ": " + value;
        }
      }
    }
    return "";
  }

  private @Nullable Object get(Labels labels, long timeMs) {
    NavigableMap<Long, Object> samples = series.get(labels);
    return samples == null ? null : samples.get(timeMs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof History that && series.equals(that.series);
  }

  @Override
  public int hashCode() {
    return series.hashCode();
  }

  @Override
  public String toString() {
    return series.toString();
  }
}
