package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AggregateOp;
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
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * PromQL as the documentation says it: one time at a time, one sample at a time, maps of labels and
 * nothing kept. Knows selectors, subqueries, the rate family, aggregations over time, common
 * aggregations and binary operators, over floats and native histograms. The twin that the engine is
 * compared with.
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
  Map<Labels, NaiveValue> eval(Expr expr, long timeMs) {
    return switch (expr) {
      case NumberLiteral e -> Map.of(Labels.EMPTY, new NaiveValue.Number(e.value()));
      case ParenExpr e -> eval(e.expr(), timeMs);
      case UnaryExpr e -> negated(e, timeMs);
      case VectorSelector e -> select(e, timeMs);
      case Call e -> call(e, timeMs);
      case AggregateExpr e -> aggregate(e, timeMs);
      case BinaryExpr e -> binary(e, timeMs);
      default -> throw new IllegalArgumentException("not known here: " + expr);
    };
  }

  private Map<Labels, NaiveValue> negated(UnaryExpr expr, long timeMs) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    eval(expr.expr(), timeMs)
        .forEach((l, v) ->
            put(out, expr.negative() ? nameless(l) : l, expr.negative() ? negated(v) : v));
    return out;
  }

  private static NaiveValue negated(NaiveValue value) {
    return switch (value) {
      case NaiveValue.Number(double v) -> new NaiveValue.Number(-v);
      case NaiveHistogram h -> h.each(n -> -n);
    };
  }

  private static void put(Map<Labels, NaiveValue> out, Labels labels, NaiveValue value) {
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

  /** Samples by time; an empty one is where the series ends. */
  private Map<Labels, NavigableMap<Long, Optional<NaiveValue>>> matching(VectorSelector expr) {
    Map<Labels, NavigableMap<Long, Optional<NaiveValue>>> found = new LinkedHashMap<>();
    store
        .series()
        .forEach((labels, floats) -> {
          if (expr.matchers().stream().allMatch(m -> m.matches(labels.get(m.name())))) {
            NavigableMap<Long, Optional<NaiveValue>> samples = new TreeMap<>();
            floats.forEach((t, v) -> samples.put(t, unlessStale(v, new NaiveValue.Number(v))));
            store
                .histograms(labels)
                .forEach((t, h) -> samples.put(t, unlessStale(h.sum(), NaiveHistogram.of(h))));
            found.put(labels, samples);
          }
        });
    return found;
  }

  private static Optional<NaiveValue> unlessStale(double marker, NaiveValue value) {
    return StaleMarker.isStale(marker) ? Optional.empty() : Optional.of(value);
  }

  private Map<Labels, NaiveValue> select(VectorSelector expr, long timeMs) {
    long at = anchor(expr.at(), timeMs) - expr.offset().offsetMs();
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    matching(expr)
        .forEach((labels, samples) -> {
          Map.Entry<Long, Optional<NaiveValue>> newest = samples.floorEntry(at);
          if (newest != null && newest.getKey() > at - LOOKBACK_MS) {
            newest.getValue().ifPresent(value -> out.put(labels, value));
          }
        });
    return out;
  }

  private record Window(long startMs, long endMs, Map<Labels, List<NaiveValue.Sample>> samples) {}

  private Window window(Expr expr, long timeMs) {
    return switch (expr) {
      case ParenExpr e -> window(e.expr(), timeMs);
      case MatrixSelector e -> {
        long end = anchor(e.selector().at(), timeMs) - e.selector().offset().offsetMs();
        Map<Labels, List<NaiveValue.Sample>> out = new LinkedHashMap<>();
        matching(e.selector())
            .forEach((labels, samples) -> {
              List<NaiveValue.Sample> inside = new ArrayList<>();
              samples
                  .subMap(end - e.rangeMs(), false, end, true)
                  .forEach((t, v) -> v.ifPresent(x -> inside.add(new NaiveValue.Sample(t, x))));
              out.put(labels, inside);
            });
        yield new Window(end - e.rangeMs(), end, out);
      }
      case Subquery e -> {
        long end = anchor(e.at(), timeMs) - e.offset().offsetMs();
        long step = e.stepMs() == 0 ? DEFAULT_STEP_MS : e.stepMs();
        Map<Labels, List<NaiveValue.Sample>> out = new LinkedHashMap<>();
        long beforeFirst = Math.floorDiv(end - e.rangeMs(), step) * step;
        for (long t = beforeFirst + step; t <= end; t += step) {
          long at = t;
          eval(e.expr(), t)
              .forEach((l, v) ->
                  out.computeIfAbsent(l, k -> new ArrayList<>()).add(new NaiveValue.Sample(at, v)));
        }
        yield new Window(end - e.rangeMs(), end, out);
      }
      default -> throw new IllegalArgumentException("no range vector: " + expr);
    };
  }

  private Map<Labels, NaiveValue> call(Call expr, long timeMs) {
    String name = expr.function().name();
    Expr arg = expr.args().getFirst();
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    if (arg.type() != ValueType.MATRIX) {
      eval(arg, timeMs)
          .forEach((l, v) -> {
            if (v instanceof NaiveHistogram h) {
              put(out, nameless(l), new NaiveValue.Number(statistic(name, h)));
            }
          });
      return out;
    }
    Window window = window(arg, timeMs);
    window
        .samples()
        .forEach((labels, samples) -> {
          NaiveValue value =
              samples.isEmpty() ? null : fold(name, samples, window.startMs(), window.endMs());
          if (value != null) {
            boolean keepsName = name.equals("last_over_time") || name.equals("first_over_time");
            put(out, keepsName ? labels : nameless(labels), value);
          }
        });
    return out;
  }

  private static double statistic(String name, NaiveHistogram h) {
    return switch (name) {
      case "histogram_count" -> h.count();
      case "histogram_sum" -> h.sum();
      case "histogram_avg" -> h.sum() / h.count();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static @Nullable NaiveValue fold(
      String name, List<NaiveValue.Sample> samples, long startMs, long endMs) {
    List<double[]> floats = NaiveHistogramWindows.floats(samples);
    if (floats.size() < samples.size()) {
      return NaiveHistogramWindows.fold(name, samples, startMs, endMs);
    }
    Double value = NaiveWindows.fold(name, floats, startMs, endMs);
    return value == null ? null : new NaiveValue.Number(value);
  }

  private Map<Labels, NaiveValue> aggregate(AggregateExpr expr, long timeMs) {
    Map<Labels, List<NaiveValue>> groups = new LinkedHashMap<>();
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
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    groups.forEach((labels, values) -> {
      NaiveValue value = aggregate(expr.op(), values);
      if (value != null) {
        out.put(labels, value);
      }
    });
    return out;
  }

  private static @Nullable NaiveValue aggregate(AggregateOp op, List<NaiveValue> values) {
    List<Double> floats = new ArrayList<>();
    for (NaiveValue value : values) {
      if (value instanceof NaiveValue.Number(double v)) {
        floats.add(v);
      }
    }
    return floats.size() < values.size()
        ? NaiveHistogramWindows.aggregate(op, values)
        : new NaiveValue.Number(NaiveWindows.aggregate(op, floats));
  }

  private Map<Labels, NaiveValue> binary(BinaryExpr expr, long timeMs) {
    Map<Labels, NaiveValue> left = eval(expr.left(), timeMs);
    Map<Labels, NaiveValue> right = eval(expr.right(), timeMs);
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
              put(out, keepsName(expr) ? l : nameless(l), element.value());
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
    Map<Labels, NaiveValue> many = swapped ? right : left;
    Map<Labels, NaiveValue> one = swapped ? left : right;
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
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
      NaiveValue other = Objects.requireNonNull(one.get(o));
      Element element = swapped ? element(expr, other, v, other) : element(expr, v, other, v);
      if (!element.matches()) {
        return;
      }
      Labels result = resultLabels(expr, matching, m, o);
      boolean oneToOne = matching.cardinality() == VectorMatching.Cardinality.ONE_TO_ONE;
      Object once = oneToOne ? key : List.of(key, result);
      if (used.contains(once)) {
        throw new Refused("multiple matches for labels");
      }
      used.add(once);
      if (element.value() != null) {
        put(out, result, element.value());
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

  /**
   * What an operator comes to.
   *
   * @param matches whether the sides go together
   * @param value null where they do not, and where a filter takes the value out
   */
  private record Element(boolean matches, @Nullable NaiveValue value) {}

  private static Element element(BinaryExpr expr, NaiveValue l, NaiveValue r, NaiveValue kept) {
    if (l instanceof NaiveValue.Number(double left)
        && r instanceof NaiveValue.Number(double right)) {
      return new Element(true, ofNumbers(expr, left, right, kept));
    }
    if (expr.op() == BinaryOp.EQL || expr.op() == BinaryOp.NEQ) {
      boolean both = l instanceof NaiveHistogram && r instanceof NaiveHistogram;
      boolean holds = l.equals(r) == (expr.op() == BinaryOp.EQL);
      return new Element(both, both ? compared(expr, holds, l) : null);
    }
    NaiveValue value = NaiveHistogramWindows.combined(expr.op(), l, r);
    return new Element(value != null, value);
  }

  private static @Nullable NaiveValue ofNumbers(
      BinaryExpr expr, double l, double r, NaiveValue kept) {
    return switch (expr.op()) {
      case ADD -> new NaiveValue.Number(l + r);
      case SUB -> new NaiveValue.Number(l - r);
      case MUL -> new NaiveValue.Number(l * r);
      case DIV -> new NaiveValue.Number(l / r);
      case GTR -> compared(expr, l > r, kept);
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
