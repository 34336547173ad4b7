package dev.deucalion.server.adapter;

import dev.deucalion.http.source.StatusSource.NamedCount;
import dev.deucalion.http.source.StatusSource.TsdbStatus;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.head.HeadStats;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts series by their labels, by walking over all of them: memory grows with the number of
 * distinct pairs, time with that of labels. Both have the limits of the {@link ReadGuard} under
 * which it runs.
 */
public final class Cardinality {
  /** What a pair takes beside its characters: entry, tally and string. */
  private static final int PAIR_BYTES = 120;

  private final Map<String, Map<String, Tally>> seriesByNameAndValue = new HashMap<>();
  private long series;

  /** How many series have a pair. */
  private static final class Tally {
    private long series;
  }

  private Cardinality() {}

  /**
   * What the head of a store holds.
   *
   * @param limit of entries of each list
   * @param label whose values are counted, too; empty for none
   */
  public static TsdbStatus status(Queryable storage, HeadStats head, int limit, String label) {
    Cardinality cardinality = count(storage, head.minTimeMs(), head.maxTimeMs());
    return new TsdbStatus(
        head.series(),
        cardinality.pairs(),
        head.chunks(),
        head.minTimeMs(),
        head.maxTimeMs(),
        cardinality.seriesByMetricName(limit),
        cardinality.valuesByLabelName(limit),
        cardinality.bytesByLabelName(limit),
        cardinality.seriesByPair(limit),
        label.isEmpty() ? List.of() : cardinality.seriesByValue(label, limit));
  }

  /** Counts the series that have samples in a range of times, both ends inclusive. */
  public static Cardinality count(Queryable storage, long minTimeMs, long maxTimeMs) {
    Cardinality cardinality = new Cardinality();
    Matcher everything = Matcher.of(MatchType.NOT_EQUAL, LabelNames.METRIC_NAME, "");
    SeriesSelector all = new SeriesSelector(List.of(everything), minTimeMs, maxTimeMs, false);
    try (Querier querier = storage.querier(minTimeMs, maxTimeMs)) {
      SeriesSet series = querier.select(List.of(all)).getFirst();
      for (int i = 0; i < series.size(); i++) {
        ReadGuard.check(i);
        cardinality.add(series.labels(i));
      }
    }
    return cardinality;
  }

  private void add(Labels labels) {
    series++;
    labels.forEach((name, value) -> {
      Map<String, Tally> values = seriesByNameAndValue.computeIfAbsent(name, _ -> new HashMap<>());
      Tally tally = values.get(value);
      if (tally == null) {
        ReadGuard.hold(PAIR_BYTES + value.length());
        tally = new Tally();
        values.put(value, tally);
      }
      tally.series++;
    });
  }

  /** Distinct pairs of a name and a value. */
  public long pairs() {
    return seriesByNameAndValue.values().stream().mapToLong(Map::size).sum();
  }

  /** How many series metrics have, greatest first. */
  public List<NamedCount> seriesByMetricName(int limit) {
    Greatest greatest = new Greatest(limit);
    tallies(LabelNames.METRIC_NAME).forEach((name, tally) -> greatest.offer(name, tally.series));
    return greatest.list();
  }

  /** How many series have a pair, greatest first. */
  public List<NamedCount> seriesByPair(int limit) {
    Greatest greatest = new Greatest(limit);
    seriesByNameAndValue.forEach((name, values) ->
        values.forEach((value, tally) -> {
          if (greatest.takes(tally.series)) {
            greatest.offer(name + "=" + value, tally.series);
          }
        }));
    return greatest.list();
  }

  /**
   * How many series have each value of a label, greatest first; those without the label have the
   * empty value.
   */
  public List<NamedCount> seriesByValue(String label, int limit) {
    Greatest greatest = new Greatest(limit);
    long without = series;
    for (Map.Entry<String, Tally> value : tallies(label).entrySet()) {
      greatest.offer(value.getKey(), value.getValue().series);
      without -= value.getValue().series;
    }
    if (without > 0) {
      greatest.offer("", without);
    }
    return greatest.list();
  }

  private Map<String, Tally> tallies(String name) {
    return seriesByNameAndValue.getOrDefault(name, Map.of());
  }

  /** How many values labels have, greatest first. */
  public List<NamedCount> valuesByLabelName(int limit) {
    Greatest greatest = new Greatest(limit);
    seriesByNameAndValue.forEach((name, values) -> greatest.offer(name, values.size()));
    return greatest.list();
  }

  /** How many bytes the values of labels take, greatest first. */
  public List<NamedCount> bytesByLabelName(int limit) {
    Greatest greatest = new Greatest(limit);
    seriesByNameAndValue.forEach((name, values) -> {
      long bytes = 0;
      for (String value : values.keySet()) {
        bytes += value.getBytes(StandardCharsets.UTF_8).length;
      }
      greatest.offer(name, bytes);
    });
    return greatest.list();
  }
}
