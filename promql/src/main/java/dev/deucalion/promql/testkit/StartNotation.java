package dev.deucalion.promql.testkit;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.parser.DurationText;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Start timestamps of the points of a series, written before it as {@code name{label="value"}@st _
 * -1m -30s-1mx4}: how far from each point its start is, or that it has none.
 *
 * @param offsetsMs one a point, milliseconds; mostly negative, as starts come before
 * @param omitted whether a point has no start timestamp
 */
@SuppressWarnings("ArrayRecordComponent")
public record StartNotation(Labels labels, long[] offsetsMs, boolean[] omitted) {
  private static final String MARK = "@st";
  private static final String DURATION = "((?:\\d+(?:ms|[smhdwy]))+|0)";
  private static final Pattern OFFSET =
      Pattern.compile("([+-]?)" + DURATION + "(?:([+-])" + DURATION + "x(\\d+)|x(\\d+))?");
  private static final Pattern OMITTED = Pattern.compile("_(?:x(\\d+))?");

  /** Whether a line gives start timestamps, and not values. */
  static boolean isOne(String line) {
    return line.strip().split("\\s", 2)[0].endsWith(MARK);
  }

  /**
   * Reads start timestamps.
   *
   * @throws IllegalArgumentException when it is not such a line; the message says why
   */
  public static StartNotation parse(String line) {
    String[] parts = line.strip().split("\\s+", -1);
    if (!parts[0].endsWith(MARK) || parts.length == 1) {
      throw new IllegalArgumentException("invalid @st line: missing value sequence");
    }
    String metric = parts[0].substring(0, parts[0].length() - MARK.length());
    Labels labels = SeriesNotation.parse(metric).labels();
    Items items = new Items();
    for (String item : Arrays.asList(parts).subList(1, parts.length)) {
      items.add(item);
    }
    return new StartNotation(
        labels,
        Arrays.copyOf(items.offsetsMs, items.size),
        Arrays.copyOf(items.omitted, items.size));
  }

  /** Number of points, also those without. */
  public int size() {
    return offsetsMs.length;
  }

  /** The start timestamp of a point of a time, 0 where it has none. */
  long startMs(int point, long timeMs) {
    return omitted[point] ? 0 : timeMs + offsetsMs[point];
  }

  /** What was read so far. */
  private static final class Items {
    private long[] offsetsMs = new long[16];
    private boolean[] omitted = new boolean[16];
    private int size;

    void add(String item) {
      Matcher gap = OMITTED.matcher(item);
      Matcher offset = OFFSET.matcher(item);
      if (gap.matches()) {
        add(0, 0, gap.group(1) == null ? 1 : SeriesNotationParser.count(gap.group(1)), true);
      } else if (offset.matches()) {
        long first = signed(offset.group(1), offset.group(2));
        if (offset.group(5) != null) {
          long step = signed(offset.group(3), offset.group(4));
          add(first, step, SeriesNotationParser.count(offset.group(5)) + 1, false);
        } else {
          String repeats = offset.group(6);
          int count = repeats == null ? 1 : SeriesNotationParser.count(repeats) + 1;
          add(first, 0, count, false);
        }
      } else {
        throw new IllegalArgumentException("invalid @st sequence: invalid ST item: " + item);
      }
    }

    private static long signed(String sign, String duration) {
      long ms = DurationText.parseMs(duration);
      return sign.equals("-") ? -ms : ms;
    }

    private void add(long firstMs, long stepMs, int count, boolean omit) {
      if (size + count > offsetsMs.length) {
        int capacity = Math.max(2 * offsetsMs.length, size + count);
        offsetsMs = Arrays.copyOf(offsetsMs, capacity);
        omitted = Arrays.copyOf(omitted, capacity);
      }
      for (int i = 0; i < count; i++) {
        offsetsMs[size] = firstMs + i * stepMs;
        omitted[size++] = omit;
      }
    }
  }
}
