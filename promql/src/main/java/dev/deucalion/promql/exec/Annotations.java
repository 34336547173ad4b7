package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.number.GoFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Warnings and infos of one query, each text once, with the texts of Prometheus. They come in the
 * order of their texts, whichever thread found them first. What is about a single series may be
 * told by several threads.
 *
 * <p>A text is shown with the start of its position. A position that is about one operand of
 * several ends where the whole expression ends, since it is told when all of them are evaluated.
 */
public final class Annotations {
  /** How many warnings, and how many infos, are shown. */
  private static final int SHOWN = 10;

  private final Map<String, Entry> warnings = new TreeMap<>();
  private final Map<String, Entry> infos = new TreeMap<>();

  /** A text, where it belongs, and what is only shown at the end. */
  private record Entry(PositionRange position, String details) {}

  /** By text; of several positions the first one is shown. */
  private final Map<String, Forced> forced = new TreeMap<>();

  private record Forced(PositionRange position, ForcedMonotonicity total) {}

  /** By text; of several positions the one that is evaluated first is shown. */
  private final Map<String, Overlaps> overlaps = new TreeMap<>();

  private record Overlaps(PositionRange position, long count) {
    String details() {
      return count > 1 ? " (" + count + " occurrences)" : "";
    }
  }

  /** The value is not a quantile. */
  void invalidQuantile(double phi, PositionRange position) {
    warn("quantile value should be between 0 and 1, got " + GoFormat.general(phi), position);
  }

  /** The value is not a ratio. */
  void invalidRatio(double ratio, double cap, PositionRange position) {
    warn(
        "ratio value should be between -1 and 1, got "
            + GoFormat.general(ratio)
            + ", capping to "
            + GoFormat.general(cap),
        position);
  }

  /**
   * A bucket has no bound that is a number.
   *
   * @param metricName empty where it is already gone
   */
  void badBucketLabel(String value, String metricName, PositionRange position) {
    warn(
        "bucket label \"le\" is missing or has a malformed value of "
            + GoQuote.quote(value)
            + forName(metricName),
        position);
  }

  /** Sorting a range query. */
  void sortInRangeQuery(PositionRange position) {
    warn(
        "sort is ineffective for range queries since results are always ordered by labels",
        position);
  }

  /** A rate of something that is no counter by its name. */
  void possibleNonCounter(String metricName, PositionRange position) {
    inform(
        "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + GoQuote.quote(metricName),
        position);
  }

  /** A rate of something that is no counter by its label for the type. */
  void possibleNonCounter(String metricName, String type, PositionRange position) {
    inform(
        "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\","
            + " got %s: %s".formatted(GoQuote.quote(type), GoQuote.quote(metricName)),
        position);
  }

  /**
   * Counts of a classic histogram fell from one bucket to the next and were lifted.
   *
   * @param metricName empty where it is already gone
   */
  void forcedMonotonicity(String metricName, PositionRange position, ForcedMonotonicity lifted) {
    Forced before =
        forced.putIfAbsent(FORCED_TEXT + forName(metricName), new Forced(position, lifted));
    if (before != null) {
      before.total().add(lifted);
    }
  }

  /**
   * Samples of a counter say that they count from times that overlap.
   *
   * @param windows in how many windows of a series
   */
  void startsOverlap(String metricName, int windows, PositionRange position) {
    String text =
        "PromQL warning: sample has start time that overlaps with previous sample timestamp for"
            + " metric "
            + GoQuote.quote(metricName);
    synchronized (overlaps) {
      overlaps.merge(
          text,
          new Overlaps(position, windows),
          (before, more) ->
              new Overlaps(
                  isEvaluatedBefore(more.position, before.position)
                      ? more.position
                      : before.position,
                  before.count + more.count));
    }
  }

  /** What ends a text about a metric; empty where its name is not known. */
  static String forName(String metricName) {
    return metricName.isEmpty() ? "" : " for metric name " + GoQuote.quote(metricName);
  }

  void warn(String text, PositionRange position) {
    add(warnings, "PromQL warning: " + text, position, "");
  }

  void inform(String text, PositionRange position) {
    add(infos, "PromQL info: " + text, position, "");
  }

  /** Of the same text, the position of what Prometheus evaluates last is shown. */
  private static void add(
      Map<String, Entry> to, String text, PositionRange position, String details) {
    synchronized (to) {
      Entry before = to.get(text);
      if (before == null || isEvaluatedBefore(before.position(), position)) {
        to.put(text, new Entry(position, details));
      }
    }
  }

  /** Operands come before what is made of them, and those on the left before those on the right. */
  private static boolean isEvaluatedBefore(PositionRange one, PositionRange other) {
    return one.end() == other.end() ? one.start() > other.start() : one.end() < other.end();
  }

  /**
   * The warnings, with their positions in the query.
   *
   * @param query the text that positions refer to
   */
  public List<String> warnings(String query) {
    Map<String, Entry> all = new TreeMap<>(warnings);
    overlaps.forEach((text, entry) -> add(all, text, entry.position(), entry.details()));
    return shown(all, query, "warning");
  }

  /** The infos; otherwise as {@link #warnings}. */
  public List<String> infos(String query) {
    Map<String, Entry> all = new TreeMap<>(infos);
    forced.forEach((text, entry) -> add(all, text, entry.position(), entry.total().details()));
    return shown(all, query, "info");
  }

  private static final String FORCED_TEXT =
      "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
          + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

  private static List<String> shown(Map<String, Entry> entries, String query, String kind) {
    List<String> texts = new ArrayList<>();
    byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      if (texts.size() == SHOWN) {
        texts.add((entries.size() - SHOWN) + " more " + kind + " annotations omitted");
        break;
      }
      Entry value = entry.getValue();
      texts.add(
          entry.getKey() + value.details() + " (" + lineAndColumn(bytes, value.position()) + ")");
    }
    return texts;
  }

  private static String lineAndColumn(byte[] query, PositionRange position) {
    if (query.length == 0) {
      return "unknown position";
    }
    if (position.start() < 0 || position.start() > query.length) {
      return "invalid position";
    }
    int line = 1;
    int lineBreak = -1;
    for (int i = 0; i < position.start(); i++) {
      if (query[i] == '\n') {
        line++;
        lineBreak = i;
      }
    }
    return line + ":" + (position.start() - lineBreak);
  }
}
