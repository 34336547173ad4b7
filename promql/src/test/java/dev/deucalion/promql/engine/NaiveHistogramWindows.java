package dev.deucalion.promql.engine;

import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.BinaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arithmetic of {@link NaiveEngine} where there are native histograms. */
final class NaiveHistogramWindows {
  private NaiveHistogramWindows() {}

  /** Folds a window that has at least one histogram; null for no answer. */
  static @Nullable NaiveValue fold(
      String name, List<NaiveValue.Sample> samples, long startMs, long endMs) {
    return switch (name) {
      case "count_over_time" -> new NaiveValue.Number(samples.size());
      case "present_over_time", "absent_over_time" -> new NaiveValue.Number(1);
      case "ts_of_first_over_time" -> new NaiveValue.Number(samples.getFirst().timeMs() / 1e3);
      case "ts_of_last_over_time" -> new NaiveValue.Number(samples.getLast().timeMs() / 1e3);
      case "first_over_time" -> samples.getFirst().value();
      case "last_over_time" -> samples.getLast().value();
      case "resets" -> new NaiveValue.Number(steps(samples, true));
      case "changes" -> new NaiveValue.Number(steps(samples, false));
      case "min_over_time", "max_over_time" -> {
        List<double[]> floats = floats(samples);
        Double value = floats.isEmpty() ? null : NaiveWindows.fold(name, floats, startMs, endMs);
        yield value == null ? null : new NaiveValue.Number(value);
      }
      case "irate" -> lastTwo(samples, true);
      case "idelta" -> lastTwo(samples, false);
      default -> floats(samples).isEmpty() ? ofHistograms(name, samples, startMs, endMs) : null;
    };
  }

  /** Time and value of the floats. */
  static List<double[]> floats(List<NaiveValue.Sample> samples) {
    List<double[]> floats = new ArrayList<>();
    for (NaiveValue.Sample sample : samples) {
      if (sample.value() instanceof NaiveValue.Number(double value)) {
        floats.add(new double[] {sample.timeMs(), value});
      }
    }
    return floats;
  }

  private static int steps(List<NaiveValue.Sample> samples, boolean resets) {
    int steps = 0;
    for (int i = 1; i < samples.size(); i++) {
      NaiveValue before = samples.get(i - 1).value();
      NaiveValue now = samples.get(i).value();
      boolean counts;
      if (before instanceof NaiveHistogram b && now instanceof NaiveHistogram n) {
        counts = resets ? n.isResetAfter(b) : !n.equals(b);
      } else if (before instanceof NaiveValue.Number b && now instanceof NaiveValue.Number n) {
        counts = resets ? n.value() < b.value() : n.value() != b.value();
      } else {
        counts = true;
      }
      steps += counts ? 1 : 0;
    }
    return steps;
  }

  private static @Nullable NaiveValue lastTwo(List<NaiveValue.Sample> samples, boolean rate) {
    if (samples.size() < 2) {
      return null;
    }
    NaiveValue.Sample before = samples.get(samples.size() - 2);
    NaiveValue.Sample last = samples.getLast();
    List<double[]> floats = floats(List.of(before, last));
    if (floats.size() == 2) {
      Double value = NaiveWindows.fold(rate ? "irate" : "idelta", floats, 0, 0);
      return new NaiveValue.Number(Objects.requireNonNull(value));
    }
    if (!(before.value() instanceof NaiveHistogram b)
        || !(last.value() instanceof NaiveHistogram l)) {
      return null;
    }
    NaiveHistogram result = l;
    if (!rate || !l.isResetAfter(b)) {
      if (!l.goesWith(b)) {
        return null;
      }
      result = l.minus(b);
    }
    return rate ? result.dividedBy((last.timeMs() - before.timeMs()) / 1000.0) : result;
  }

  private static @Nullable NaiveValue ofHistograms(
      String name, List<NaiveValue.Sample> samples, long startMs, long endMs) {
    List<NaiveHistogram> all = new ArrayList<>();
    samples.forEach(s -> all.add((NaiveHistogram) s.value()));
    return switch (name) {
      case "sum_over_time" -> sum(all);
      case "avg_over_time" -> avg(all);
      case "rate", "increase" -> {
        double firstCount = all.getFirst().count();
        NaiveHistogram growth = all.size() < 2 ? null : growth(all);
        yield growth == null
            ? null
            : extrapolated(
                growth,
                samples,
                startMs,
                endMs,
                growth.count() > 0 && firstCount >= 0 ? firstCount / growth.count() : Double.NaN,
                name.equals("rate"));
      }
      case "delta" -> {
        NaiveHistogram first = all.getFirst();
        NaiveHistogram last = all.getLast();
        yield all.size() < 2 || !first.goesWith(last)
            ? null
            : extrapolated(last.minus(first), samples, startMs, endMs, Double.NaN, false);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static NaiveHistogram extrapolated(
      NaiveHistogram growth,
      List<NaiveValue.Sample> samples,
      long startMs,
      long endMs,
      double sinceZero,
      boolean perSecond) {
    double factor =
        NaiveWindows.factor(
            (double) samples.getFirst().timeMs(),
            (double) samples.getLast().timeMs(),
            samples.size(),
            startMs,
            endMs,
            sinceZero,
            perSecond);
    return growth.each(n -> n * factor);
  }

  /** The last one less the first one, and what was lost by resets. */
  private static @Nullable NaiveHistogram growth(List<NaiveHistogram> all) {
    NaiveHistogram first = all.getFirst();
    if (all.get(1).isResetAfter(first)) {
      first = all.get(1).empty();
    }
    NaiveHistogram growth = all.getLast();
    for (NaiveHistogram h : all.subList(1, all.size())) {
      if (!h.goesWith(first)) {
        return null;
      }
      growth = h.isCustom() ? growth : growth.withSchema(Math.min(growth.schema(), h.schema()));
    }
    growth = growth.minus(first);
    for (int i = 2; i < all.size(); i++) {
      if (all.get(i).isResetAfter(all.get(i - 1))) {
        growth = growth.plus(all.get(i - 1));
      }
    }
    return growth;
  }

  private static @Nullable NaiveHistogram sum(List<NaiveHistogram> all) {
    NaiveHistogram sum = all.getFirst();
    for (NaiveHistogram h : all.subList(1, all.size())) {
      if (!h.goesWith(sum)) {
        return null;
      }
      sum = sum.plus(h);
    }
    return sum;
  }

  private static @Nullable NaiveHistogram avg(List<NaiveHistogram> all) {
    NaiveHistogram sum = sum(all);
    return sum == null ? null : sum.dividedBy(all.size());
  }

  /** Aggregates a group that has at least one histogram; null for no answer. */
  static @Nullable NaiveValue aggregate(AggregateOp op, List<NaiveValue> values) {
    List<Double> floats = new ArrayList<>();
    List<NaiveHistogram> histograms = new ArrayList<>();
    for (NaiveValue value : values) {
      switch (value) {
        case NaiveValue.Number(double v) -> floats.add(v);
        case NaiveHistogram h -> histograms.add(h);
      }
    }
    return switch (op) {
      case COUNT -> new NaiveValue.Number(values.size());
      case SUM -> floats.isEmpty() ? sum(histograms) : null;
      case AVG -> floats.isEmpty() ? avg(histograms) : null;
      case MIN, MAX ->
          floats.isEmpty() ? null : new NaiveValue.Number(NaiveWindows.aggregate(op, floats));
      default -> throw new IllegalArgumentException(op.symbol());
    };
  }

  /** An operator where at least one side is a histogram; null where they do not go together. */
  static @Nullable NaiveValue combined(BinaryOp op, NaiveValue left, NaiveValue right) {
    if (left instanceof NaiveHistogram l && right instanceof NaiveHistogram r) {
      return switch (op) {
        case ADD -> l.goesWith(r) ? l.plus(r) : null;
        case SUB -> l.goesWith(r) ? l.minus(r) : null;
        default -> null;
      };
    }
    if (left instanceof NaiveHistogram l && right instanceof NaiveValue.Number(double r)) {
      return switch (op) {
        case MUL -> l.each(n -> n * r);
        case DIV -> l.dividedBy(r);
        default -> null;
      };
    }
    return op == BinaryOp.MUL
            && left instanceof NaiveValue.Number(double l)
            && right instanceof NaiveHistogram r
        ? r.each(n -> n * l)
        : null;
  }
}
