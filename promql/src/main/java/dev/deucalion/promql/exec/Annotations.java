package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.number.GoFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Warnings and infos of one query, each text once, with the texts of Prometheus. They come in the
 * order of their texts, whichever thread found them first. What is about a single series may be
 * told by several threads.
 */
public final class Annotations {
  /** How many warnings, and how many infos, are shown. */
  private static final int SHOWN = 10;

  private final Map<String, Entry> warnings = new TreeMap<>();
  private final Map<String, Entry> infos = new TreeMap<>();

  /** A text, where it belongs, and what is only shown at the end. */
  private record Entry(PositionRange position, String details) {}

  private static final class Forced {
    private long minMs = Long.MAX_VALUE;
    private long maxMs = Long.MIN_VALUE;
    private double minBound = Double.POSITIVE_INFINITY;
    private double maxBound = Double.NEGATIVE_INFINITY;
    private double maxDrop;
    private int samples;
  }

  private final Map<PositionRange, Forced> forced = new LinkedHashMap<>();

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
            + (metricName.isEmpty() ? "" : " for metric name " + GoQuote.quote(metricName)),
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

  /** Counts of a classic histogram fell from one bucket to the next and were lifted. */
  void forcedMonotonicity(
      long timeMs, double minBound, double maxBound, double maxDrop, PositionRange position) {
    Forced entry = forced.computeIfAbsent(position, p -> new Forced());
    entry.minMs = Math.min(entry.minMs, timeMs);
    entry.maxMs = Math.max(entry.maxMs, timeMs);
    entry.minBound = Math.min(entry.minBound, minBound);
    entry.maxBound = Math.max(entry.maxBound, maxBound);
    entry.maxDrop = Math.max(entry.maxDrop, maxDrop);
    entry.samples++;
  }

  void warn(String text, PositionRange position) {
    add(warnings, "PromQL warning: " + text, position, "");
  }

  void inform(String text, PositionRange position) {
    add(infos, "PromQL info: " + text, position, "");
  }

  /** Of the same text, the position furthest to the right is shown. */
  private static void add(
      Map<String, Entry> to, String text, PositionRange position, String details) {
    synchronized (to) {
      Entry before = to.get(text);
      if (before == null || before.position().start() < position.start()) {
        to.put(text, new Entry(position, details));
      }
    }
  }

  /**
   * The warnings, with their positions in the query.
   *
   * @param query the text that positions refer to
   */
  public List<String> warnings(String query) {
    return shown(warnings, query, "warning");
  }

  /** The infos; otherwise as {@link #warnings}. */
  public List<String> infos(String query) {
    Map<String, Entry> all = new TreeMap<>(infos);
    for (Map.Entry<PositionRange, Forced> entry : forced.entrySet()) {
      add(all, FORCED_TEXT, entry.getKey(), details(entry.getValue()));
    }
    return shown(all, query, "info");
  }

  private static final String FORCED_TEXT =
      "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
          + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

  private static String details(Forced forced) {
    return ", from buckets "
        + GoFormat.general(forced.minBound)
        + " to "
        + GoFormat.general(forced.maxBound)
        + ", with a max diff of "
        + GoFormat.general(forced.maxDrop, 2)
        + ", over "
        + forced.samples
        + " samples from "
        + second(forced.minMs)
        + " to "
        + second(forced.maxMs);
  }

  private static String second(long timeMs) {
    return Instant.ofEpochMilli(timeMs).truncatedTo(ChronoUnit.SECONDS).toString();
  }

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
