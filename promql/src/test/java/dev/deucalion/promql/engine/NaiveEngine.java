package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PromQL as the documentation says it: one time at a time, one sample at a time, maps of labels and
 * nothing kept. Knows selectors, subqueries, the rate family, aggregations over time, common
 * aggregations and binary operators. The twin that the engine is compared with.
 */
final class NaiveEngine {
  private static final long LOOKBACK_MS = 300_000;
  private static final long DEFAULT_STEP_MS = 60_000;

  private final MemoryStore store;
  private final long startMs;
  private final long endMs;

  /** Thrown where the query cannot be evaluated. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * @param startMs start of the query
   * @param endMs end of the query
   */
  NaiveEngine(MemoryStore store, long startMs, long endMs) {
    this.store = store;
    this.startMs = startMs;
    this.endMs = endMs;
  }

  /** The vector at a time; a scalar is one value without labels. */
  Map<Labels, Double> eval(Expr expr, long timeMs) {
    return switch (expr) {
      case NumberLiteral e -> Map.of(Labels.EMPTY, e.value());
      case ParenExpr e -> eval(e.expr(), timeMs);
      case UnaryExpr e -> negated(e, timeMs);
      case VectorSelector e -> select(e, timeMs);
      case Call e -> call(e, timeMs);
      case AggregateExpr e -> aggregate(e, timeMs);
      case BinaryExpr e -> binary(e, timeMs);
      default -> throw new IllegalArgumentException("not known here: " + expr);
    };
  }

  private Map<Labels, Double> negated(UnaryExpr expr, long timeMs) {
    Map<Labels, Double> out = new LinkedHashMap<>();
    eval(expr.expr(), timeMs)
        .forEach((l, v) -> put(out, expr.negative() ? nameless(l) : l, expr.negative() ? -v : v));
    return out;
  }

  private static void put(Map<Labels, Double> out, Labels labels, double value) {
    if (out.put(labels, value) != null) {
      throw new Refused("vector cannot contain metrics with the same labelset");
    }
  }

  private static Labels nameless(Labels labels) {
    return new LabelsBuilder(labels).remove(LabelNames.METRIC_NAME).build();
  }

  private long anchor(@Nullable AtModifier at, long timeMs) {
    return switch (at) {
      case null -> timeMs;
      case AtModifier.Time t -> t.timeMs();
      case AtModifier.Start s -> startMs;
      case AtModifier.End e -> endMs;
    };
  }

  private Map<Labels, NavigableMap<Long, Double>> matching(VectorSelector expr) {
    Map<Labels, NavigableMap<Long, Double>> found = new LinkedHashMap<>();
    store
        .series()
        .forEach((labels, samples) -> {
          if (expr.matchers().stream().allMatch(m -> m.matches(labels.get(m.name())))) {
            found.put(labels, samples);
          }
        });
    return found;
  }

  private Map<Labels, Double> select(VectorSelector expr, long timeMs) {
    long at = anchor(expr.at(), timeMs) - expr.offset().offsetMs();
    Map<Labels, Double> out = new LinkedHashMap<>();
    matching(expr)
        .forEach((labels, samples) -> {
          Map.Entry<Long, Double> newest = samples.floorEntry(at);
          if (newest != null
              && newest.getKey() > at - LOOKBACK_MS
              && !StaleMarker.isStale(newest.getValue())) {
            out.put(labels, newest.getValue());
          }
        });
    return out;
  }

  private record Window(long startMs, long endMs, Map<Labels, List<double[]>> samples) {}

  private Window window(Expr expr, long timeMs) {
    return switch (expr) {
      case ParenExpr e -> window(e.expr(), timeMs);
      case MatrixSelector e -> {
        long end = anchor(e.selector().at(), timeMs) - e.selector().offset().offsetMs();
        Map<Labels, List<double[]>> out = new LinkedHashMap<>();
        matching(e.selector())
            .forEach((labels, samples) -> {
              List<double[]> inside = new ArrayList<>();
              samples.forEach((t, v) -> {
                if (t > end - e.rangeMs() && t <= end && !StaleMarker.isStale(v)) {
                  inside.add(new double[] {t, v});
                }
              });
              out.put(labels, inside);
            });
        yield new Window(end - e.rangeMs(), end, out);
      }
      case Subquery e -> {
        long end = anchor(e.at(), timeMs) - e.offset().offsetMs();
        long step = e.stepMs() == 0 ? DEFAULT_STEP_MS : e.stepMs();
        Map<Labels, List<double[]>> out = new LinkedHashMap<>();
        long beforeFirst = Math.floorDiv(end - e.rangeMs(), step) * step;
        for (long t = beforeFirst + step; t <= end; t += step) {
          long at = t;
          eval(e.expr(), t)
              .forEach((l, v) ->
                  out.computeIfAbsent(l, k -> new ArrayList<>()).add(new double[] {at, v}));
        }
        yield new Window(end - e.rangeMs(), end, out);
      }
      default -> throw new IllegalArgumentException("no range vector: " + expr);
    };
  }

  private Map<Labels, Double> call(Call expr, long timeMs) {
    String name = expr.function().name();
    Expr arg = expr.args().getFirst();
    Map<Labels, Double> out = new LinkedHashMap<>();
    if (arg.type() != ValueType.MATRIX) {
      eval(arg, timeMs)
          .forEach((l, v) ->
              put(
                  out,
                  nameless(l),
                  switch (name) {
                    case "abs" -> Math.abs(v);
                    case "floor" -> Math.floor(v);
                    default -> throw new IllegalArgumentException(name);
                  }));
      return out;
    }
    Window window = window(arg, timeMs);
    window
        .samples()
        .forEach((labels, samples) -> {
          Double value =
              samples.isEmpty()
                  ? null
                  : NaiveWindows.fold(name, samples, window.startMs(), window.endMs());
          if (value != null) {
            put(out, name.equals("last_over_time") ? labels : nameless(labels), value);
          }
        });
    return out;
  }

  private Map<Labels, Double> aggregate(AggregateExpr expr, long timeMs) {
    Map<Labels, List<Double>> groups = new LinkedHashMap<>();
    eval(expr.expr(), timeMs)
        .forEach((labels, value) -> {
          LabelsBuilder group = new LabelsBuilder();
          labels.forEach((n, v) -> {
            boolean named = expr.grouping().contains(n);
            if (expr.without() ? !named && !n.equals(LabelNames.METRIC_NAME) : named) {
              group.set(n, v);
            }
          });
          groups.computeIfAbsent(group.build(), k -> new ArrayList<>()).add(value);
        });
    Map<Labels, Double> out = new LinkedHashMap<>();
    groups.forEach((labels, values) -> out.put(labels, NaiveWindows.aggregate(expr.op(), values)));
    return out;
  }

  private Map<Labels, Double> binary(BinaryExpr expr, long timeMs) {
    Map<Labels, Double> left = eval(expr.left(), timeMs);
    Map<Labels, Double> right = eval(expr.right(), timeMs);
    Map<Labels, Double> out = new LinkedHashMap<>();
    VectorMatching matching = expr.matching();
    if (matching == null) {
      boolean vectorIsLeft = expr.left().type() == ValueType.VECTOR;
      double scalar = (vectorIsLeft ? right : left).getOrDefault(Labels.EMPTY, Double.NaN);
      (vectorIsLeft ? left : right)
          .forEach((l, v) -> {
            Double value = vectorIsLeft ? element(expr, v, scalar, v) : element(expr, scalar, v, v);
            if (value != null) {
              put(out, keepsName(expr) ? l : nameless(l), value);
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

  private Map<Labels, Double> matched(
      BinaryExpr expr,
      VectorMatching matching,
      Map<Labels, Double> left,
      Map<Labels, Double> right) {
    boolean swapped = matching.cardinality() == VectorMatching.Cardinality.ONE_TO_MANY;
    Map<Labels, Double> many = swapped ? right : left;
    Map<Labels, Double> one = swapped ? left : right;
    Map<Labels, Double> out = new LinkedHashMap<>();
    if (many.isEmpty()) {
      return out;
    }
    Map<Labels, Labels> ones = new LinkedHashMap<>();
    for (Labels o : one.keySet()) {
      if (ones.put(key(matching, o), o) != null) {
        throw new Refused("found duplicate series");
      }
    }
    List<Object> used = new ArrayList<>();
    many.forEach((m, v) -> {
      Labels key = key(matching, m);
      Labels o = ones.get(key);
      if (o == null) {
        return;
      }
      double other = Objects.requireNonNull(one.get(o));
      Labels result = resultLabels(expr, matching, m, o);
      boolean oneToOne = matching.cardinality() == VectorMatching.Cardinality.ONE_TO_ONE;
      Object once = oneToOne ? key : List.of(key, result);
      if (used.contains(once)) {
        throw new Refused("multiple matches for labels");
      }
      used.add(once);
      Double value = swapped ? element(expr, other, v, other) : element(expr, v, other, v);
      if (value != null) {
        put(out, result, value);
      }
    });
    return out;
  }

  private static Labels resultLabels(
      BinaryExpr expr, VectorMatching matching, Labels many, Labels one) {
    LabelsBuilder result = new LabelsBuilder(keepsName(expr) ? many : nameless(many));
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

  private static @Nullable Double element(BinaryExpr expr, double l, double r, double kept) {
    return switch (expr.op()) {
      case ADD -> l + r;
      case SUB -> l - r;
      case MUL -> l * r;
      case DIV -> l / r;
      case GTR -> compared(expr, l > r, kept);
      case LTE -> compared(expr, l <= r, kept);
      case NEQ -> compared(expr, l != r, kept);
      default -> throw new IllegalArgumentException(expr.op().symbol());
    };
  }

  private static @Nullable Double compared(BinaryExpr expr, boolean holds, double kept) {
    if (expr.returnBool()) {
      return holds ? 1.0 : 0.0;
    }
    return holds ? kept : null;
  }
}
