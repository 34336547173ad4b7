package dev.deucalion.promql.engine;

import dev.deucalion.promql.ast.RangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link NaiveEngine} knows of {@code anchored} and {@code smoothed}: the values at both ends
 * of a window, and the samples in between.
 */
final class NaiveExtendedWindows {
  private NaiveExtendedWindows() {}

  /** A {@code smoothed} selector at a time; null where no sample is before it. */
  static @Nullable NaiveValue smoothed(
      NavigableMap<Long, Optional<NaiveValue>> samples, long timeMs, long lookbackMs) {
    List<double[]> around = new ArrayList<>();
    samples
        .subMap(timeMs - lookbackMs, false, timeMs + lookbackMs, true)
        .forEach((t, v) -> v.ifPresent(x -> around.add(sample(t, x))));
    List<double[]> before = around.stream().filter(s -> s[0] <= timeMs).toList();
    List<double[]> after = around.stream().filter(s -> s[0] > timeMs).toList();
    if (before.isEmpty()) {
      return null;
    }
    double[] last = before.getLast();
    return new NaiveValue.Number(
        last[0] == timeMs || after.isEmpty()
            ? last[1]
            : between(last, after.getFirst(), (double) timeMs, false));
  }

  private static double[] sample(long timeMs, NaiveValue value) {
    return new double[] {timeMs, ((NaiveValue.Number) value).value()};
  }

  private static double between(double[] a, double[] b, double timeMs, boolean counter) {
    double from = counter && b[1] < a[1] ? 0 : a[1];
    return from + (b[1] - from) * (timeMs - a[0]) / (b[0] - a[0]);
  }

  /**
   * Folds a window.
   *
   * @param samples those of the window, and those around it within the lookback
   */
  static @Nullable NaiveValue fold(
      String name, NaiveEngine.Window window, List<NaiveValue.Sample> samples) {
    List<double[]> all = samples.stream().map(s -> sample(s.timeMs(), s.value())).toList();
    boolean counter = !name.equals("delta");
    List<Double> values =
        window.mode() == RangeMode.ANCHORED
            ? anchored(all, window.startMs())
            : smoothed(all, window.startMs(), window.endMs(), counter);
    if (values.isEmpty()) {
      return null;
    }
    double growth = values.getLast() - values.getFirst();
    int falls = 0;
    int changes = 0;
    for (int i = 1; i < values.size(); i++) {
      double before = values.get(i - 1);
      boolean falling = values.get(i) < before;
      growth += counter && falling ? before : 0;
      falls += falling ? 1 : 0;
      changes +=
          values.get(i) != before && !(Double.isNaN(before) && Double.isNaN(values.get(i))) ? 1 : 0;
    }
    return new NaiveValue.Number(
        switch (name) {
          case "rate" -> growth / ((window.endMs() - window.startMs()) / 1000.0);
          case "increase", "delta" -> growth;
          case "resets" -> falls;
          case "changes" -> changes;
          default -> throw new IllegalArgumentException(name);
        });
  }

  /** From the last sample up to the start on; without one behind it there is nothing. */
  private static List<Double> anchored(List<double[]> all, long startMs) {
    if (all.isEmpty() || all.getLast()[0] <= startMs) {
      return List.of();
    }
    List<double[]> before = all.stream().filter(s -> s[0] <= startMs).toList();
    return all.subList(Math.max(0, before.size() - 1), all.size()).stream().map(s -> s[1]).toList();
  }

  /** With values of their own at both ends, where samples are on either side. */
  private static List<Double> smoothed(
      List<double[]> all, long startMs, long endMs, boolean counter) {
    List<double[]> before = all.stream().filter(s -> s[0] <= startMs).toList();
    List<double[]> inside = all.stream().filter(s -> s[0] > startMs && s[0] < endMs).toList();
    List<double[]> after = all.stream().filter(s -> s[0] >= endMs).toList();
    boolean nothingUpToTheEnd =
        before.isEmpty() && inside.isEmpty() && (after.isEmpty() || after.getFirst()[0] > endMs);
    if (nothingUpToTheEnd || inside.isEmpty() && after.isEmpty()) {
      return List.of();
    }
    List<Double> values = new ArrayList<>();
    List<double[]> behindStart = new ArrayList<>(inside);
    behindStart.addAll(after);
    if (!before.isEmpty()) {
      values.add(between(before.getLast(), behindStart.getFirst(), (double) startMs, counter));
    }
    inside.forEach(s -> values.add(s[1]));
    if (!after.isEmpty()) {
      List<double[]> upToEnd = inside.isEmpty() ? before : inside;
      values.add(
          upToEnd.isEmpty()
              ? after.getFirst()[1]
              : between(upToEnd.getLast(), after.getFirst(), (double) endMs, counter));
    }
    return values;
  }
}
