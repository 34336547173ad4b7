package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.BucketSpans;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads histograms from golden files: {@code time hint schema threshold zeroCount sum | index:count
 * … | index:count … [| bounds]}.
 */
public final class GoldenHistograms {
  private GoldenHistograms() {}

  /** A histogram at a time. */
  public record Sample(long timeMs, Histogram histogram) {}

  /** The lines of a resource that are no comments. */
  public static List<String> lines(String resource) throws IOException {
    try (InputStream in = GoldenHistograms.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  /** Reads a line. */
  public static Sample sample(String line, boolean floats) {
    String[] parts = line.split(" \\| ", -1);
    String[] fields = parts[0].split(" ", -1);
    double[] positive = counts(parts[1]);
    double[] negative = counts(parts[2]);
    CounterResetHint hint =
        fields[1].equals("3") ? CounterResetHint.GAUGE : CounterResetHint.UNKNOWN;
    BucketLayout layout =
        parts.length > 3
            ? BucketLayout.custom(spans(parts[1]), doubles(parts[3]))
            : BucketLayout.exponential(
                Integer.parseInt(fields[2]),
                Double.parseDouble(fields[3]),
                spans(parts[1]),
                spans(parts[2]));
    double zeroCount = Double.parseDouble(fields[4]);
    double count = zeroCount + Arrays.stream(positive).sum() + Arrays.stream(negative).sum();
    double sum = Double.parseDouble(fields[5]);
    Histogram histogram =
        floats
            ? new FloatHistogram(hint, layout, zeroCount, count, sum, positive, negative)
            : new IntHistogram(
                hint, layout, (long) zeroCount, (long) count, sum, ints(positive), ints(negative));
    return new Sample(Long.parseLong(fields[0]), histogram);
  }

  private static double[] doubles(String numbers) {
    return Arrays.stream(numbers.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static long[] ints(double[] counts) {
    return Arrays.stream(counts).mapToLong(c -> (long) c).toArray();
  }

  private static int[] spans(String buckets) {
    return BucketSpans.of(
        split(buckets).stream().mapToInt(b -> Integer.parseInt(b.split(":", -1)[0])).toArray());
  }

  private static double[] counts(String buckets) {
    return split(buckets).stream()
        .mapToDouble(b -> Double.parseDouble(b.split(":", -1)[1]))
        .toArray();
  }

  private static List<String> split(String buckets) {
    return buckets.equals("-") ? List.of() : List.of(buckets.split(" ", -1));
  }
}
