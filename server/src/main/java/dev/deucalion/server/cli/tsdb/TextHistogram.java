package dev.deucalion.server.cli.tsdb;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A distribution of numbers as lines of text. */
final class TextHistogram {
  private static final int BUCKETS = 10;
  private static final int LARGEST_STEP = 10_000;

  private TextHistogram() {}

  /**
   * The lines.
   *
   * @param title names what is counted
   * @param total what a share of all is of
   */
  static String of(String title, List<Integer> numbers, int total) {
    if (numbers.isEmpty()) {
      return title + ": N/A\n\n";
    }
    int min = Collections.min(numbers);
    int max = Collections.max(numbers);
    int step = step(min, max);
    int start = min - min % step;
    int end = max - max % step + step;
    int[] counts = new int[(end - start) / step + 1];
    long sum = 0;
    int most = 0;
    for (int number : numbers) {
      sum += number;
      int bucket = (number - start) / step;
      counts[bucket]++;
      most = Math.max(most, counts[bucket]);
    }
    String line =
        "[%" + digits(end) + "d, %" + digits(end + step) + "d]: %" + digits(most) + "d %s\n";
    StringBuilder out = new StringBuilder(title).append(" (min/avg/max): ");
    out.append(min).append('/').append(sum / numbers.size()).append('/').append(max).append('\n');
    for (int i = 0; i < counts.length; i++) {
      int percent = (int) (100L * counts[i] / total);
      out.append(
          String.format(
              Locale.ROOT,
              line,
              i * step + start + 1,
              (i + 1) * step + start,
              counts[i],
              "#".repeat(percent)));
    }
    return out.append('\n').toString();
  }

  /** A power of ten that makes about ten buckets. */
  private static int step(int min, int max) {
    int step = BUCKETS;
    while (step < (max - min) / BUCKETS && step <= LARGEST_STEP) {
      step *= BUCKETS;
    }
    return step;
  }

  private static int digits(int number) {
    return String.valueOf(number).length();
  }
}
