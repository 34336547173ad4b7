package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.LabelsHash;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.StringLiteral;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The aggregations of {@link NaiveEngine}. */
final class NaiveAggregation {
  private final NaiveEngine engine;

  private record Member(Labels labels, NaiveValue value) {}

  NaiveAggregation(NaiveEngine engine) {
    this.engine = engine;
  }

  Map<Labels, NaiveValue> at(AggregateExpr expr, long timeMs) {
    Map<Labels, List<Member>> groups = new LinkedHashMap<>();
    engine
        .eval(expr.expr(), timeMs)
        .forEach((labels, value) ->
            groups
                .computeIfAbsent(group(expr, labels), k -> new ArrayList<>())
                .add(new Member(labels, value)));
    if (expr.op() == AggregateOp.QUANTILE) {
      engine.notes().quantile(engine.scalar(Objects.requireNonNull(expr.parameter()), timeMs));
    }
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    groups.forEach((labels, members) -> {
      int floatCount = floats(members).size();
      engine.notes().group(expr.op(), floatCount, members.size() - floatCount);
      switch (expr.op()) {
        case TOPK, BOTTOMK -> {
          double k = engine.scalar(Objects.requireNonNull(expr.parameter()), timeMs);
          best(expr.op(), (int) k, members).forEach(m -> out.put(m.labels(), m.value()));
        }
        case LIMITK -> {
          double k = engine.scalar(Objects.requireNonNull(expr.parameter()), timeMs);
          members.stream()
              .limit(Math.max(0, (long) k))
              .forEach(m -> out.put(m.labels(), m.value()));
        }
        case LIMIT_RATIO -> {
          double ratio = engine.scalar(Objects.requireNonNull(expr.parameter()), timeMs);
          members.stream()
              .filter(m -> isChosen(m.labels(), ratio))
              .forEach(m -> out.put(m.labels(), m.value()));
        }
        case COUNT_VALUES -> {
          String name = ((StringLiteral) Objects.requireNonNull(expr.parameter())).value();
          countValues(labels, name, members, out);
        }
        case QUANTILE -> {
          double phi = engine.scalar(Objects.requireNonNull(expr.parameter()), timeMs);
          List<Double> floats = floats(members);
          if (!floats.isEmpty()) {
            out.put(labels, new NaiveValue.Number(NaiveOverTime.quantile(phi, floats)));
          }
        }
        default -> {
          NaiveValue value = folded(expr.op(), members);
          if (value != null) {
            out.put(labels, value);
          }
        }
      }
    });
    return out;
  }

  /** Hashes are shares of all that there can be: the first ones are chosen, or the last ones. */
  private static boolean isChosen(Labels labels, double ratio) {
    double share =
        new BigDecimal(new BigInteger(Long.toUnsignedString(LabelsHash.of(labels))))
            .divide(BigDecimal.TWO.pow(64))
            .doubleValue();
    return ratio >= 0 ? share < ratio : share >= 1 + ratio;
  }

  private static Labels group(AggregateExpr expr, Labels labels) {
    LabelsBuilder group = new LabelsBuilder();
    labels.forEach((n, v) -> {
      boolean named = expr.grouping().contains(n);
      if (expr.without() ? !named && !n.equals(LabelNames.METRIC_NAME) : named) {
        group.set(n, v);
      }
    });
    return group.build();
  }

  private static List<Double> floats(List<Member> members) {
    List<Double> floats = new ArrayList<>();
    for (Member member : members) {
      if (member.value() instanceof NaiveValue.Number(double v)) {
        floats.add(v);
      }
    }
    return floats;
  }

  private static @Nullable NaiveValue folded(AggregateOp op, List<Member> members) {
    List<Double> floats = floats(members);
    return switch (op) {
      case GROUP -> new NaiveValue.Number(1);
      case STDDEV, STDVAR -> {
        double variance = NaiveOverTime.variance(floats);
        yield floats.isEmpty()
            ? null
            : new NaiveValue.Number(op == AggregateOp.STDDEV ? Math.sqrt(variance) : variance);
      }
      default ->
          floats.size() < members.size()
              ? NaiveHistogramWindows.aggregate(op, members.stream().map(Member::value).toList())
              : new NaiveValue.Number(NaiveWindows.aggregate(op, floats));
    };
  }

  private static List<Member> best(AggregateOp op, int k, List<Member> members) {
    Comparator<Member> byValue =
        Comparator.comparingDouble(m -> ((NaiveValue.Number) m.value()).value());
    // NaN is the greatest for Java and the last choice here.
    Comparator<Member> best = op == AggregateOp.TOPK ? byValue.reversed() : byValue;
    List<Member> sorted = new ArrayList<>();
    List<Member> nans = new ArrayList<>();
    for (Member member : members) {
      if (member.value() instanceof NaiveValue.Number(double v)) {
        (Double.isNaN(v) ? nans : sorted).add(member);
      }
    }
    sorted.sort(best);
    sorted.addAll(nans);
    if (k < 1 || sorted.size() <= k) {
      return k < 1 ? List.of() : sorted;
    }
    double last = ((NaiveValue.Number) sorted.get(k - 1).value()).value();
    double next = ((NaiveValue.Number) sorted.get(k).value()).value();
    if (last == next || Double.isNaN(last)) {
      throw new NaiveEngine.LeftOpen();
    }
    return sorted.subList(0, k);
  }

  private static void countValues(
      Labels group, String name, List<Member> members, Map<Labels, NaiveValue> out) {
    for (Member member : members) {
      if (!(member.value() instanceof NaiveValue.Number(double v))) {
        throw new NaiveEngine.LeftOpen();
      }
      Labels labels = new LabelsBuilder(group).set(name, text(v)).build();
      NaiveValue before = out.getOrDefault(labels, new NaiveValue.Number(0));
      out.put(labels, new NaiveValue.Number(((NaiveValue.Number) before).value() + 1));
    }
  }

  /** The shortest decimal number that is the value. */
  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return Double.compare(value, 0) < 0 ? "-0" : "0";
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
