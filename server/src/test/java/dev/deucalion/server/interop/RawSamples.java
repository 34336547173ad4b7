package dev.deucalion.server.interop;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All samples of a store as text, however they were read: series → time → value. A histogram is its
 * count, its sum and the counts of its buckets that are not empty, in rising order.
 */
final class RawSamples {
  /** Flag of a server that answers with samples of the very time only. */
  static final String EXACT_LOOKBACK = "--query.lookback-delta=1s";

  private final Map<String, NavigableMap<Long, String>> series = new TreeMap<>();

  void add(StoreHistory.Entry entry) {
    switch (entry.value()) {
      case StoreHistory.FloatValue(double value) ->
          put(entry.labels(), entry.timeMs(), Double.toString(value));
      case StoreHistory.HistogramValue(Histogram histogram) ->
          put(entry.labels(), entry.timeMs(), text(histogram));
      case StoreHistory.ExemplarValue exemplar -> {}
    }
  }

  void addAll(List<StoreHistory.Entry> entries) {
    entries.forEach(this::add);
  }

  void addAll(RawSamples others) {
    others.series.forEach(
        (labels, samples) -> series.computeIfAbsent(labels, l -> new TreeMap<>()).putAll(samples));
  }

  /** The samples that others do not have; values are not compared. */
  RawSamples minus(RawSamples others) {
    RawSamples rest = copy();
    rest.series.forEach((labels, samples) -> {
      NavigableMap<Long, String> also = others.series.get(labels);
      if (also != null) {
        samples.keySet().removeAll(also.keySet());
      }
    });
    rest.series.values().removeIf(Map::isEmpty);
    return rest;
  }

  RawSamples copy() {
    RawSamples copy = new RawSamples();
    series.forEach((labels, samples) -> copy.series.put(labels, new TreeMap<>(samples)));
    return copy;
  }

  private void put(Labels labels, long timeMs, String value) {
    series.computeIfAbsent(labels.toString(), l -> new TreeMap<>()).put(timeMs, value);
  }

  /** Takes out the samples of a range, ends included, of the series whose text has a part. */
  void delete(String part, long minTimeMs, long maxTimeMs) {
    series.forEach((labels, samples) -> {
      if (labels.contains(part)) {
        samples.subMap(minTimeMs, true, maxTimeMs, true).clear();
      }
    });
    series.values().removeIf(Map::isEmpty);
  }

  /** The samples that are floats. */
  RawSamples floats() {
    RawSamples floats = copy();
    floats.series.values().forEach(samples -> samples.values().removeIf(v -> v.contains("count")));
    floats.series.values().removeIf(Map::isEmpty);
    return floats;
  }

  /** Without the series whose text has a part. */
  RawSamples without(String part) {
    RawSamples others = copy();
    others.series.keySet().removeIf(labels -> labels.contains(part));
    return others;
  }

  private long count() {
    return series.values().stream().mapToLong(Map::size).sum();
  }

  /** All of a store in this process. */
  static RawSamples in(Queryable store) {
    RawSamples found = new RawSamples();
    SeriesSelector all =
        new SeriesSelector(
            List.of(Matcher.of(MatchType.REGEX, "__name__", ".+")),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            false);
    try (Querier querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
      SeriesSet set = querier.select(List.of(all)).getFirst();
      for (int i = 0; i < set.size(); i++) {
        found.read(set.labels(i), set.samples(i, null));
      }
    }
    return found;
  }

  private void read(Labels labels, SampleCursor cursor) {
    long[] timesMs = new long[64];
    double[] values = new double[timesMs.length];
    Histogram[] histograms = new Histogram[timesMs.length];
    int floats;
    int others;
    do {
      floats = cursor.next(timesMs, values);
      for (int i = 0; i < floats; i++) {
        put(labels, timesMs[i], Double.toString(values[i]));
      }
      others = cursor.nextHistograms(timesMs, histograms);
      for (int i = 0; i < others; i++) {
        put(labels, timesMs[i], text(histograms[i]));
      }
    } while (floats + others > 0);
  }

  /**
   * All that a server answers at the steps of a history. The server must run with {@link
   * #EXACT_LOOKBACK}; range vectors of histograms, which would do without, come out wrong from
   * Prometheus 2.42.
   */
  static RawSamples of(Api api, long startMs, long endMs) {
    RawSamples found = new RawSamples();
    Object data = api.queryRange("{__name__=~\".+\"}", startMs, endMs, StoreHistory.STEP_MS);
    for (Object one : Json.list(Json.at(data, "result"))) {
      Labels labels = labels(Json.at(one, "metric"));
      if (one instanceof Map<?, ?> members) {
        if (members.get("values") instanceof List<?> values) {
          values.forEach(v -> found.put(labels, time(v), number(Json.list(v).get(1))));
        }
        if (members.get("histograms") instanceof List<?> values) {
          values.forEach(v -> found.put(labels, time(v), histogram(Json.list(v).get(1))));
        }
      }
    }
    return found;
  }

  private static Labels labels(Object metric) {
    List<String> pairs = new ArrayList<>();
    if (metric instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        pairs.add((String) name);
        pairs.add((String) value);
      });
    }
    return Labels.of(pairs.toArray(String[]::new));
  }

  private static long time(Object pair) {
    return Math.round(Double.parseDouble(Json.list(pair).getFirst().toString()) * 1000);
  }

  private static String number(Object text) {
    return Double.toString(parse(text.toString()));
  }

  /** Go's way to write infinities. */
  static double parse(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String histogram(Object json) {
    List<Double> counts = new ArrayList<>();
    if (json instanceof Map<?, ?> members && members.get("buckets") instanceof List<?> buckets) {
      buckets.forEach(b -> counts.add(parse(Json.list(b).get(3).toString())));
    }
    double count = parse(Json.at(json, "count").toString());
    return text(count, parse(Json.at(json, "sum").toString()), counts);
  }

  private static String text(Histogram histogram) {
    FloatHistogram h = histogram.toFloat();
    List<Double> counts = new ArrayList<>();
    for (int i = h.negative().length - 1; i >= 0; i--) {
      addUnlessEmpty(counts, h.negative()[i]);
    }
    addUnlessEmpty(counts, h.zeroCount());
    for (double bucket : h.positive()) {
      addUnlessEmpty(counts, bucket);
    }
    return text(h.count(), h.sum(), counts);
  }

  private static void addUnlessEmpty(List<Double> counts, double count) {
    if (count != 0) {
      counts.add(count);
    }
  }

  private static String text(double count, double sum, List<Double> buckets) {
    return "count " + count + " sum " + sum + " buckets " + buckets;
  }

  /** Floats as {@code promtool tsdb dump} prints them; lines of histograms are left out. */
  static RawSamples dumped(String output) {
    RawSamples found = new RawSamples();
    for (String line : output.lines().toList()) {
      int labelsEnd = line.lastIndexOf("} ") + 1;
      String[] words = line.substring(labelsEnd).strip().split(" ", -1);
      if (labelsEnd > 0 && line.startsWith("{__name__") && words.length == 2) {
        found
            .series
            .computeIfAbsent(line.substring(0, labelsEnd), l -> new TreeMap<>())
            .put(Long.parseLong(words[1]), Double.toString(parse(words[0])));
      }
    }
    return found;
  }

  /** The first sample of another that is not here, or "". */
  String lacks(RawSamples other) {
    for (Map.Entry<String, NavigableMap<Long, String>> entry : other.series.entrySet()) {
      NavigableMap<Long, String> here = series.getOrDefault(entry.getKey(), new TreeMap<>());
      for (Map.Entry<Long, String> sample : entry.getValue().entrySet()) {
        if (!sample.getValue().equals(here.get(sample.getKey()))) {
          return "%s at %d: %s, here %s"
              .formatted(
                  entry.getKey(), sample.getKey(), sample.getValue(), here.get(sample.getKey()));
        }
      }
    }
    return "";
  }

  /** The first difference from another, or "". */
  String difference(RawSamples other) {
    for (Map.Entry<String, NavigableMap<Long, String>> entry : series.entrySet()) {
      NavigableMap<Long, String> others = other.series.get(entry.getKey());
      if (others == null) {
        return "the other has no " + entry.getKey();
      }
      for (Map.Entry<Long, String> sample : entry.getValue().entrySet()) {
        String value = others.get(sample.getKey());
        if (!sample.getValue().equals(value)) {
          return "%s at %d: %s, the other %s"
              .formatted(entry.getKey(), sample.getKey(), sample.getValue(), value);
        }
      }
      if (others.size() != entry.getValue().size()) {
        return entry.getKey()
            + " has "
            + entry.getValue().size()
            + " samples, the other "
            + others.size();
      }
    }
    return series.size() == other.series.size() ? "" : "the other has more series";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawSamples that && series.equals(that.series);
  }

  @Override
  public int hashCode() {
    return series.hashCode();
  }

  @Override
  public String toString() {
    return series.size() + " series, " + count() + " samples";
  }
}
