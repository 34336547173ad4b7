package dev.deucalion.server.adapter;

import dev.deucalion.http.source.StatusSource.NamedCount;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts series by their labels, by walking over all of them: memory grows with the number of
 * distinct pairs, time with that of labels.
 */
public final class Cardinality {
  private final Map<String, Long> byMetricName = new HashMap<>();
  private final Map<String, Long> byPair = new HashMap<>();
  private final Map<String, Set<String>> valuesByName = new HashMap<>();
  private final Map<String, Long> bytesByName = new HashMap<>();

  private Cardinality() {}

  /** Counts the series that have samples in a range of times, both ends inclusive. */
  public static Cardinality count(Queryable storage, long minTimeMs, long maxTimeMs) {
    Cardinality cardinality = new Cardinality();
    Matcher everything = Matcher.of(MatchType.NOT_EQUAL, LabelNames.METRIC_NAME, "");
    SeriesSelector all = new SeriesSelector(List.of(everything), minTimeMs, maxTimeMs, false);
    try (Querier querier = storage.querier(minTimeMs, maxTimeMs)) {
      SeriesSet series = querier.select(List.of(all)).getFirst();
      for (int i = 0; i < series.size(); i++) {
        cardinality.add(series.labels(i));
      }
    }
    return cardinality;
  }

  private void add(Labels labels) {
    byMetricName.merge(labels.metricName(), 1L, Long::sum);
    labels.forEach((name, value) -> {
      byPair.merge(name + "=" + value, 1L, Long::sum);
      if (valuesByName.computeIfAbsent(name, _ -> new HashSet<>()).add(value)) {
        long bytes = value.getBytes(StandardCharsets.UTF_8).length;
        bytesByName.merge(name, bytes, Long::sum);
      }
    });
  }

  /** Distinct pairs of a name and a value. */
  public long pairs() {
    return byPair.size();
  }

  /** How many series metrics have, greatest first. */
  public List<NamedCount> seriesByMetricName(int limit) {
    return greatest(byMetricName, limit);
  }

  /** How many series have a pair, greatest first. */
  public List<NamedCount> seriesByPair(int limit) {
    return greatest(byPair, limit);
  }

  /** How many values labels have, greatest first. */
  public List<NamedCount> valuesByLabelName(int limit) {
    Map<String, Long> counts = new HashMap<>();
    valuesByName.forEach((name, values) -> counts.put(name, (long) values.size()));
    return greatest(counts, limit);
  }

  /** How many bytes the values of labels take, greatest first. */
  public List<NamedCount> bytesByLabelName(int limit) {
    return greatest(bytesByName, limit);
  }

  private static List<NamedCount> greatest(Map<String, Long> counts, int limit) {
    return counts.entrySet().stream()
        .map(entry -> new NamedCount(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(NamedCount::count).reversed().thenComparing(NamedCount::name))
        .limit(limit)
        .toList();
  }
}
