package dev.deucalion.promql.engine;

import dev.deucalion.promql.ast.AggregateOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arithmetic of {@link NaiveEngine}, written from the documentation of the functions. */
final class NaiveWindows {
  private NaiveWindows() {}

  /**
   * Folds a window that is not empty.
   *
   * @param samples time and value of each
   */
  static @Nullable Double fold(String name, List<double[]> samples, long startMs, long endMs) {
    int n = samples.size();
    double[] first = samples.getFirst();
    double[] last = samples.getLast();
    return switch (name) {
      case "rate" -> n < 2 ? null : extrapolated(samples, startMs, endMs, true, true);
      case "increase" -> n < 2 ? null : extrapolated(samples, startMs, endMs, true, false);
      case "delta" -> n < 2 ? null : extrapolated(samples, startMs, endMs, false, false);
      case "resets" -> steps(samples, true);
      case "changes" -> steps(samples, false);
      case "irate" -> n < 2 ? null : lastTwo(samples, true);
      case "idelta" -> n < 2 ? null : lastTwo(samples, false);
      case "count_over_time" -> (double) n;
      case "present_over_time", "absent_over_time" -> 1.0;
      case "ts_of_first_over_time" -> first[0] / 1000;
      case "ts_of_last_over_time" -> last[0] / 1000;
      case "last_over_time" -> last[1];
      case "first_over_time" -> first[1];
      case "sum_over_time" -> sum(samples.stream().map(s -> s[1]).toList());
      case "avg_over_time" -> avg(samples.stream().map(s -> s[1]).toList());
      case "min_over_time" -> extreme(samples.stream().map(s -> s[1]).toList(), -1);
      case "max_over_time" -> extreme(samples.stream().map(s -> s[1]).toList(), 1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  static double aggregate(AggregateOp op, List<Double> values) {
    return switch (op) {
      case SUM -> sum(values);
      case AVG -> avg(values);
      case MIN -> extreme(values, -1);
      case MAX -> extreme(values, 1);
      case COUNT -> values.size();
      default -> throw new IllegalArgumentException(op.symbol());
    };
  }

  private static double lastTwo(List<double[]> samples, boolean rate) {
    double[] last = samples.getLast();
    double[] before = samples.get(samples.size() - 2);
    double difference = rate && last[1] < before[1] ? last[1] : last[1] - before[1];
    return rate ? difference / ((last[0] - before[0]) / 1000) : difference;
  }

  private static double extrapolated(
      List<double[]> samples, long startMs, long endMs, boolean counter, boolean perSecond) {
    double[] first = samples.getFirst();
    double[] last = samples.getLast();
    double growth = last[1] - first[1];
    if (counter) {
      for (int i = 1; i < samples.size(); i++) {
        if (samples.get(i)[1] < samples.get(i - 1)[1]) {
          growth += samples.get(i - 1)[1];
        }
      }
    }
    double sinceZero = counter && growth > 0 && first[1] >= 0 ? first[1] / growth : Double.NaN;
    return growth * factor(first[0], last[0], samples.size(), startMs, endMs, sinceZero, perSecond);
  }

  /**
   * What growth between the first and the last sample is multiplied by.
   *
   * @param sinceZero for how many such growths a counter went up before the first one; NaN for none
   */
  static double factor(
      double firstMs,
      double lastMs,
      int samples,
      long startMs,
      long endMs,
      double sinceZero,
      boolean perSecond) {
    double sampled = (lastMs - firstMs) / 1000;
    double spacing = sampled / (samples - 1);
    double before = (firstMs - startMs) / 1000;
    double after = (endMs - lastMs) / 1000;
    before = before >= spacing * 1.1 ? spacing / 2 : before;
    after = after >= spacing * 1.1 ? spacing / 2 : after;
    before = sampled * sinceZero < before ? sampled * sinceZero : before;
    double factor = (sampled + before + after) / sampled;
    return perSecond ? factor / ((endMs - startMs) / 1000.0) : factor;
  }

  private static double steps(List<double[]> samples, boolean resets) {
    int steps = 0;
    for (int i = 1; i < samples.size(); i++) {
      double before = samples.get(i - 1)[1];
      double now = samples.get(i)[1];
      boolean differs = now != before && !(Double.isNaN(now) && Double.isNaN(before));
      steps += (resets ? now < before : differs) ? 1 : 0;
    }
    return steps;
  }

  /** Sum and what rounding lost; nothing is lost from infinities. */
  private static double[] compensated(List<Double> values) {
    double sum = 0;
    double lost = 0;
    for (double v : values) {
      double next = sum + v;
      if (Double.isInfinite(next)) {
        lost = 0;
      } else {
        double larger = Math.abs(sum) >= Math.abs(v) ? sum : v;
        double smaller = Math.abs(sum) >= Math.abs(v) ? v : sum;
        lost += (larger - next) + smaller;
      }
      sum = next;
    }
    return new double[] {sum, lost};
  }

  private static double sum(List<Double> values) {
    double[] s = compensated(values);
    return s[0] + s[1];
  }

  /** For values whose sum does not overflow. */
  private static double avg(List<Double> values) {
    double[] s = compensated(values);
    return s[0] / values.size() + s[1] / values.size();
  }

  private static double extreme(List<Double> values, int sign) {
    double best = Double.NaN;
    for (double v : values) {
      if (Double.isNaN(best) || sign * v > sign * best) {
        best = v;
      }
    }
    return best;
  }
}
