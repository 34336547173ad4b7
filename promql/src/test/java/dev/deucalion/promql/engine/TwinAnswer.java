package dev.deucalion.promql.engine;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.Expr;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an engine answers over a range.
 *
 * @param series labels → time in milliseconds → value; null where the query was refused
 * @param refusal why it was refused
 * @param notes annotations that the naive twin knows of, without positions
 */
record TwinAnswer(
    @Nullable Map<Labels, Map<Long, NaiveValue>> series, String refusal, Set<String> notes) {
  /** The naive twin's answer. */
  static TwinAnswer ofNaive(MemoryStore store, Expr expr, long startMs, long endMs, long stepMs) {
    Map<Labels, Map<Long, NaiveValue>> answer = new TreeMap<>();
    NaiveEngine naive = new NaiveEngine(store, startMs, endMs, stepMs);
    try {
      for (long t = startMs; t <= endMs; t += stepMs) {
        long at = t;
        naive
            .eval(expr, t)
            .forEach((l, v) -> answer.computeIfAbsent(l, k -> new TreeMap<>()).put(at, v));
      }
    } catch (NaiveEngine.Refused e) {
      return new TwinAnswer(null, String.valueOf(e.getMessage()), Set.of());
    }
    return new TwinAnswer(answer, "", naive.notes().texts());
  }

  /** The engine's answer. */
  static TwinAnswer ofEngine(
      EngineHarness harness, String query, long startMs, long endMs, long stepMs) {
    Map<Labels, Map<Long, NaiveValue>> answer = new TreeMap<>();
    Set<String> notes = new TreeSet<>();
    try {
      QueryResult result = harness.range(query, startMs, endMs, stepMs);
      addNotes(result.warnings(), notes);
      addNotes(result.infos(), notes);
      for (QueryValue.Series series : ((QueryValue.Matrix) result.value()).series()) {
        Map<Long, NaiveValue> samples = new TreeMap<>();
        for (int i = 0; i < series.timesMs().length; i++) {
          samples.put(series.timesMs()[i], new NaiveValue.Number(series.values()[i]));
        }
        FloatHistogram[] histograms = series.histograms();
        for (int i = 0; i < histograms.length; i++) {
          samples.put(series.histogramTimesMs()[i], NaiveHistogram.of(histograms[i]));
        }
        answer.put(series.labels(), samples);
      }
    } catch (QueryException e) {
      return new TwinAnswer(null, String.valueOf(e.getMessage()), Set.of());
    }
    return new TwinAnswer(answer, "", notes);
  }

  /** Adds what the naive twin would say, too, without the positions. */
  private static void addNotes(List<String> annotations, Set<String> to) {
    for (String annotation : annotations) {
      if (NaiveNotes.isKnown(annotation)) {
        to.add(annotation.substring(0, annotation.lastIndexOf(" (")));
      }
    }
  }

  /** The series alone: refusals are alike, however they are worded. */
  @Override
  public String toString() {
    return String.valueOf(series);
  }

  boolean isEmpty() {
    return series == null || series.isEmpty();
  }

  boolean hasHistograms() {
    return series != null
        && series.values().stream()
            .anyMatch(s -> s.values().stream().anyMatch(NaiveHistogram.class::isInstance));
  }

  /** Where another answer differs by more than rounding, or "". */
  String difference(TwinAnswer other) {
    if (series == null || other.series == null) {
      return series == null && other.series == null
          ? ""
          : "refused: '%s', '%s'".formatted(refusal, other.refusal);
    }
    if (!series.keySet().equals(other.series.keySet())) {
      return "series " + series.keySet() + " and " + other.series.keySet();
    }
    for (Map.Entry<Labels, Map<Long, NaiveValue>> entry : series.entrySet()) {
      Map<Long, NaiveValue> others = Objects.requireNonNull(other.series.get(entry.getKey()));
      for (Map.Entry<Long, NaiveValue> sample : entry.getValue().entrySet()) {
        NaiveValue value = others.get(sample.getKey());
        if (value == null || !sample.getValue().isNear(value)) {
          return entry.getKey()
              + " at "
              + sample.getKey()
              + ": "
              + sample.getValue()
              + ", "
              + value;
        }
      }
      if (others.size() != entry.getValue().size()) {
        return entry.getKey() + " has samples more: " + others.keySet();
      }
    }
    return "";
  }
}
