package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The binary operators of {@link NaiveEngine}. */
final class NaiveBinary {
  private final NaiveEngine engine;

  NaiveBinary(NaiveEngine engine) {
    this.engine = engine;
  }

  Map<Labels, NaiveValue> at(BinaryExpr expr, long timeMs) {
    Map<Labels, NaiveValue> left = engine.eval(expr.left(), timeMs);
    Map<Labels, NaiveValue> right = engine.eval(expr.right(), timeMs);
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    VectorMatching matching = expr.matching();
    if (matching == null) {
      boolean vectorIsLeft = expr.left().type() == ValueType.VECTOR;
      NaiveValue scalar = Objects.requireNonNull((vectorIsLeft ? right : left).get(Labels.EMPTY));
      (vectorIsLeft ? left : right)
          .forEach((l, v) -> {
            Element element =
                vectorIsLeft ? element(expr, v, scalar, v) : element(expr, scalar, v, v);
            if (element.value() != null) {
              NaiveEngine.put(out, keepsName(expr) ? l : NaiveEngine.nameless(l), element.value());
            }
          });
      return out;
    }
    return switch (expr.op()) {
      case AND, UNLESS -> {
        left.forEach((l, v) -> {
          boolean has = right.keySet().stream().anyMatch(r -> matches(matching, l, r));
          if (has == (expr.op() == BinaryOp.AND)) {
            out.put(l, v);
          }
        });
        yield out;
      }
      case OR -> {
        out.putAll(left);
        right.forEach((r, v) -> {
          if (left.keySet().stream().noneMatch(l -> matches(matching, l, r))) {
            out.put(r, v);
          }
        });
        yield out;
      }
      default -> matched(expr, matching, left, right);
    };
  }

  private static boolean keepsName(BinaryExpr expr) {
    return expr.op().isComparison() && !expr.returnBool();
  }

  private static Labels key(VectorMatching matching, Labels labels) {
    LabelsBuilder key = new LabelsBuilder();
    labels.forEach((n, v) -> {
      boolean named = matching.labels().contains(n);
      if (matching.on() ? named : !named && !n.equals(LabelNames.METRIC_NAME)) {
        key.set(n, v);
      }
    });
    return key.build();
  }

  private static boolean matches(VectorMatching matching, Labels l, Labels r) {
    return key(matching, l).equals(key(matching, r));
  }

  private Map<Labels, NaiveValue> matched(
      BinaryExpr expr,
      VectorMatching matching,
      Map<Labels, NaiveValue> left,
      Map<Labels, NaiveValue> right) {
    boolean swapped = matching.cardinality() == VectorMatching.Cardinality.ONE_TO_MANY;
    Map<Labels, NaiveValue> many = new LinkedHashMap<>(swapped ? right : left);
    Map<Labels, NaiveValue> one = new LinkedHashMap<>(swapped ? left : right);
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    if (many.isEmpty() && matching.fillLeft() == null && matching.fillRight() == null) {
      return out;
    }
    Map<Labels, Labels> ones = new LinkedHashMap<>();
    for (Labels o : one.keySet()) {
      if (ones.put(key(matching, o), o) != null) {
        throw new NaiveEngine.Refused("found duplicate series");
      }
    }
    fill(matching, swapped ? matching.fillLeft() : matching.fillRight(), many, one, ones);
    Map<Labels, Labels> filled = new LinkedHashMap<>();
    many.keySet().forEach(m -> filled.put(key(matching, m), m));
    fill(matching, swapped ? matching.fillRight() : matching.fillLeft(), one, many, filled);
    List<Object> used = new ArrayList<>();
    many.forEach((m, v) -> {
      Labels key = key(matching, m);
      Labels o = ones.get(key);
      if (o == null) {
        return;
      }
      NaiveValue other = Objects.requireNonNull(one.get(o));
      Element element = swapped ? element(expr, other, v, other) : element(expr, v, other, v);
      if (!element.matches()) {
        return;
      }
      Labels result = resultLabels(expr, matching, m, o);
      boolean oneToOne = matching.cardinality() == VectorMatching.Cardinality.ONE_TO_ONE;
      Object once = oneToOne ? key : List.of(key, result);
      if (used.contains(once)) {
        throw new NaiveEngine.Refused("multiple matches for labels");
      }
      used.add(once);
      if (element.value() != null) {
        NaiveEngine.put(out, result, element.value());
      }
    });
    return out;
  }

  /**
   * Gives one side what the other has and it does not, by the labels that match.
   *
   * @param known labels of the side by those that match; gets what is filled in
   */
  private static void fill(
      VectorMatching matching,
      @Nullable Double value,
      Map<Labels, NaiveValue> of,
      Map<Labels, NaiveValue> side,
      Map<Labels, Labels> known) {
    if (value == null) {
      return;
    }
    for (Labels labels : of.keySet()) {
      Labels key = key(matching, labels);
      if (known.putIfAbsent(key, key) == null) {
        side.put(key, new NaiveValue.Number(value));
      }
    }
  }

  private static Labels resultLabels(
      BinaryExpr expr, VectorMatching matching, Labels many, Labels one) {
    LabelsBuilder result = new LabelsBuilder(keepsName(expr) ? many : NaiveEngine.nameless(many));
    if (matching.cardinality() == VectorMatching.Cardinality.ONE_TO_ONE) {
      for (String name : result.names()) {
        if (matching.labels().contains(name) != matching.on()) {
          result.remove(name);
        }
      }
    }
    matching.include().forEach(name -> result.set(name, one.get(name)));
    return result.build();
  }

  /**
   * What an operator comes to.
   *
   * @param matches whether the sides go together
   * @param value null where they do not, and where a filter takes the value out
   */
  private record Element(boolean matches, @Nullable NaiveValue value) {}

  private Element element(BinaryExpr expr, NaiveValue l, NaiveValue r, NaiveValue kept) {
    if (l instanceof NaiveValue.Number(double left)
        && r instanceof NaiveValue.Number(double right)) {
      return new Element(true, ofNumbers(expr, left, right, kept));
    }
    if (expr.op() == BinaryOp.EQL || expr.op() == BinaryOp.NEQ) {
      boolean both = l instanceof NaiveHistogram && r instanceof NaiveHistogram;
      boolean holds = l.equals(r) == (expr.op() == BinaryOp.EQL);
      if (!both) {
        engine.notes().incompatible(expr.op().symbol(), l, r);
      }
      return new Element(both, both ? compared(expr, holds, l) : null);
    }
    NaiveValue value = NaiveHistogramWindows.combined(expr.op(), l, r);
    boolean added =
        l instanceof NaiveHistogram
            && r instanceof NaiveHistogram
            && (expr.op() == BinaryOp.ADD || expr.op() == BinaryOp.SUB);
    if (value == null && !added) {
      engine.notes().incompatible(expr.op().symbol(), l, r);
    }
    return new Element(value != null, value);
  }

  private static @Nullable NaiveValue ofNumbers(
      BinaryExpr expr, double l, double r, NaiveValue kept) {
    return switch (expr.op()) {
      case ADD -> new NaiveValue.Number(l + r);
      case SUB -> new NaiveValue.Number(l - r);
      case MUL -> new NaiveValue.Number(l * r);
      case DIV -> new NaiveValue.Number(l / r);
      case MOD -> new NaiveValue.Number(l % r);
      case POW -> new NaiveValue.Number(Math.pow(l, r));
      case ATAN2 -> new NaiveValue.Number(Math.atan2(l, r));
      case GTR -> compared(expr, l > r, kept);
      case LSS -> compared(expr, l < r, kept);
      case GTE -> compared(expr, l >= r, kept);
      case LTE -> compared(expr, l <= r, kept);
      case EQL -> compared(expr, l == r, kept);
      case NEQ -> compared(expr, l != r, kept);
      default -> throw new IllegalArgumentException(expr.op().symbol());
    };
  }

  private static @Nullable NaiveValue compared(BinaryExpr expr, boolean holds, NaiveValue kept) {
    if (expr.returnBool()) {
      return new NaiveValue.Number(holds ? 1 : 0);
    }
    return holds ? kept : null;
  }
}
