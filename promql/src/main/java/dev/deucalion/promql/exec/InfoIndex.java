package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Info series by the labels that identify a target, and which of them counts at each step: of each
 * info metric the series with the newest sample.
 */
final class InfoIndex {
  static final List<String> IDENTIFYING = List.of(LabelNames.INSTANCE, LabelNames.JOB);

  private final QueryLimits limits;
  private final int steps;

  /** By identifying labels and metric name, series of the info vector. */
  private final Map<Labels, TreeMap<String, List<Info>>> byTarget = new HashMap<>();

  /**
   * @param sampleSeconds time of the sample that counts at each step
   */
  private record Info(Labels labels, Column sampleSeconds) {}

  /**
   * The info series of a target that count at some steps.
   *
   * @param series one for each info metric; empty where there is none
   * @param steps bits of the steps
   * @param clash why these steps have no answer, or null
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Variant(List<Labels> series, long[] steps, @Nullable String clash) {}

  /**
   * Reads the info series that may belong to any of the enriched ones.
   *
   * @param times gives times of floats, in seconds
   */
  InfoIndex(QueryLimits limits, VectorOperator times, List<Labels> enriched, int steps) {
    this.limits = limits;
    this.steps = steps;
    Map<String, Set<String>> wanted = new HashMap<>();
    Pace pace = new Pace(limits);
    for (Labels labels : enriched) {
      pace.step();
      for (String name : IDENTIFYING) {
        if (labels.has(name)) {
          wanted.computeIfAbsent(name, n -> new HashSet<>()).add(labels.get(name));
        }
      }
    }
    List<Labels> series = times.series();
    for (int i = 0; i < series.size(); i++) {
      Labels labels = series.get(i);
      boolean relevant =
          !wanted.isEmpty()
              && wanted.entrySet().stream()
                  .allMatch(e -> e.getValue().contains(labels.get(e.getKey())));
      Column column = new Column(steps, limits);
      times.read(i, column);
      if (relevant && column.hasHistograms()) {
        throw QueryContext.failure("info sample should be float");
      }
      column.dropHistograms();
      if (relevant && !column.isEmpty()) {
        limits.holdColumn(steps);
        limits.holdSamples(column.sampleCount());
        byTarget
            .computeIfAbsent(LabelSets.keep(labels, IDENTIFYING), l -> new TreeMap<>())
            .computeIfAbsent(labels.metricName(), n -> new ArrayList<>())
            .add(new Info(labels, column));
      }
    }
  }

  /** What counts for a target, at all steps together. */
  List<Variant> variantsOf(Labels target) {
    TreeMap<String, List<Info>> metrics = byTarget.getOrDefault(target, new TreeMap<>());
    Map<List<Labels>, Variant> variants = new LinkedHashMap<>();
    Pace pace = new Pace(limits);
    for (int step = 0; step < steps; step++) {
      pace.step();
      List<Labels> chosen = new ArrayList<>();
      String clash = null;
      for (List<Info> candidates : metrics.values()) {
        Info newest = null;
        for (Info info : candidates) {
          if (!info.sampleSeconds().has(step)) {
            continue;
          }
          int c = newest == null ? 1 : compare(info, newest, step);
          if (c == 0) {
            clash = clashOf(newest, info, step);
          }
          newest = c > 0 ? info : newest;
        }
        if (newest != null) {
          chosen.add(newest.labels());
        }
      }
      add(step, chosen, clash, variants);
    }
    return List.copyOf(variants.values());
  }

  private static int compare(Info a, Info b, int step) {
    return Double.compare(a.sampleSeconds().values[step], b.sampleSeconds().values[step]);
  }

  private static String clashOf(@Nullable Info before, Info info, int step) {
    long timeMs = Math.round(info.sampleSeconds().values[step] * 1000);
    return "found duplicate series for info metric: existing %s @ %s, new %s @ %s"
        .formatted(before == null ? Labels.EMPTY : before.labels(), timeMs, info.labels(), timeMs);
  }

  private void add(
      int step, List<Labels> chosen, @Nullable String clash, Map<List<Labels>, Variant> variants) {
    List<Labels> key = chosen;
    if (clash != null) {
      key = new ArrayList<>(chosen);
      key.add(Labels.EMPTY);
    }
    Variant variant =
        variants.computeIfAbsent(key, k -> new Variant(chosen, limits.stepBits(steps), clash));
    variant.steps()[step >> 6] |= 1L << (step & 63);
  }

  /** The variant of series that are not enriched. */
  Variant untouched() {
    long[] all = limits.stepBits(steps);
    Arrays.fill(all, -1L);
    return new Variant(List.of(), all, null);
  }
}
