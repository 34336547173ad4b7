package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.ValueType;
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
 * nothing kept. Knows selectors, subqueries, aggregations, functions and binary operators, over
 * floats and native histograms. The twin that the engine is compared with.
 */
final class NaiveEngine {
  private static final long LOOKBACK_MS = 300_000;
  private static final long DEFAULT_STEP_MS = 60_000;

  private final MemoryStore store;
  private final long startMs;
  private final long endMs;
  private final NaiveDurations durations;
  private final NaiveNotes notes = new NaiveNotes();
  private final NaiveBinary binaries = new NaiveBinary(this);
  private final NaiveAggregation aggregations = new NaiveAggregation(this);
  private final NaiveFunctions functions = new NaiveFunctions(this);

  /** Thrown where the query cannot be evaluated. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Thrown where the documentation leaves open which of several answers is right. */
  static final class LeftOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param startMs start of the query
   * @param endMs end of the query
   * @param stepMs its step
   */
  NaiveEngine(MemoryStore store, long startMs, long endMs, long stepMs) {
    this.store = store;
    this.startMs = startMs;
    this.endMs = endMs;
    this.durations = new NaiveDurations(startMs, endMs, stepMs);
  }

  /** What was to be said so far. */
  NaiveNotes notes() {
    return notes;
  }

  /** The times of the query. */
  NaiveDurations durations() {
    return durations;
  }

  /** The vector at a time; a scalar is one value without labels. */
  Map<Labels, NaiveValue> eval(Expr expr, long timeMs) {
    return switch (expr) {
      case NumberLiteral e -> Map.of(Labels.EMPTY, new NaiveValue.Number(e.value()));
      case ParenExpr e -> eval(e.expr(), timeMs);
      case UnaryExpr e -> negated(e, timeMs);
      case VectorSelector e -> select(e, timeMs);
      case Call e -> call(e, timeMs);
      case AggregateExpr e -> aggregations.at(e, timeMs);
      case BinaryExpr e -> binaries.at(e, timeMs);
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

  static void put(Map<Labels, NaiveValue> out, Labels labels, NaiveValue value) {
    if (out.put(labels, value) != null) {
      throw new Refused("vector cannot contain metrics with the same labelset");
    }
  }

  static Labels nameless(Labels labels) {
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
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    if (expr.mode() == RangeMode.SMOOTHED) {
      long at = anchor(expr.at(), timeMs) - offsetMs(expr.offset());
      matching(expr)
          .forEach((labels, samples) -> {
            NaiveValue value = NaiveExtendedWindows.smoothed(samples, at, LOOKBACK_MS);
            if (value != null) {
              out.put(labels, value);
            }
          });
      return out;
    }
    newest(expr, timeMs).forEach((labels, sample) -> out.put(labels, sample.value()));
    return out;
  }

  /** The newest sample of each series that is not too old. */
  Map<Labels, NaiveValue.Sample> newest(VectorSelector expr, long timeMs) {
    long at = anchor(expr.at(), timeMs) - offsetMs(expr.offset());
    Map<Labels, NaiveValue.Sample> out = new LinkedHashMap<>();
    matching(expr)
        .forEach((labels, samples) -> {
          Map.Entry<Long, Optional<NaiveValue>> newest = samples.floorEntry(at);
          if (newest != null && newest.getKey() > at - LOOKBACK_MS) {
            newest
                .getValue()
                .ifPresent(value -> out.put(labels, new NaiveValue.Sample(newest.getKey(), value)));
          }
        });
    return out;
  }

  /**
   * What a range vector has at a time.
   *
   * @param startMs start of the window; in the modes that fill its ends, samples may be before it
   * @param endMs end of the window; likewise
   */
  record Window(
      RangeMode mode, long startMs, long endMs, Map<Labels, List<NaiveValue.Sample>> samples) {}

  private Window window(Expr expr, long timeMs) {
    return switch (expr) {
      case ParenExpr e -> window(e.expr(), timeMs);
      case MatrixSelector e -> {
        long end = anchor(e.selector().at(), timeMs) - offsetMs(e.selector().offset());
        long range = durations.positiveMs(e.rangeMs(), e.rangeExpr());
        Map<Labels, List<NaiveValue.Sample>> out = new LinkedHashMap<>();
        matching(e.selector())
            .forEach((labels, samples) -> {
              List<NaiveValue.Sample> inside = new ArrayList<>();
              RangeMode mode = e.selector().mode();
              long before = mode == RangeMode.PLAIN ? 0 : LOOKBACK_MS;
              long after = mode == RangeMode.SMOOTHED ? LOOKBACK_MS : 0;
              samples
                  .subMap(end - range - before, false, end + after, true)
                  .forEach((t, v) -> v.ifPresent(x -> inside.add(new NaiveValue.Sample(t, x))));
              out.put(labels, inside);
            });
        yield new Window(e.selector().mode(), end - range, end, out);
      }
      case Subquery e -> {
        long end = anchor(e.at(), timeMs) - offsetMs(e.offset());
        long range = durations.positiveMs(e.rangeMs(), e.rangeExpr());
        long given = durations.positiveMs(e.stepMs(), e.stepExpr());
        long step = given == 0 ? DEFAULT_STEP_MS : given;
        Map<Labels, List<NaiveValue.Sample>> out = new LinkedHashMap<>();
        long beforeFirst = Math.floorDiv(end - range, step) * step;
        for (long t = beforeFirst + step; t <= end; t += step) {
          long at = t;
          eval(e.expr(), t)
              .forEach((l, v) ->
                  out.computeIfAbsent(l, k -> new ArrayList<>()).add(new NaiveValue.Sample(at, v)));
        }
        yield new Window(RangeMode.PLAIN, end - range, end, out);
      }
      default -> throw new IllegalArgumentException("no range vector: " + expr);
    };
  }

  private long offsetMs(Offset offset) {
    return durations.ms(offset.offsetMs(), offset.expr());
  }

  private Map<Labels, NaiveValue> call(Call expr, long timeMs) {
    Expr range =
        expr.args().stream().filter(a -> a.type() == ValueType.MATRIX).findAny().orElse(null);
    return range == null ? functions.at(expr, timeMs) : overTime(expr, range, timeMs);
  }

  private Map<Labels, NaiveValue> overTime(Call expr, Expr range, long timeMs) {
    String name = expr.function().name();
    double[] numbers =
        expr.args().stream()
            .filter(a -> a.type() == ValueType.SCALAR)
            .mapToDouble(a -> scalar(a, timeMs))
            .toArray();
    Window window = window(range, timeMs);
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    window
        .samples()
        .forEach((labels, samples) -> {
          NaiveValue value =
              window.mode() == RangeMode.PLAIN
                  ? samples.isEmpty()
                      ? null
                      : fold(
                          name,
                          samples,
                          new NaiveOverTime(window.startMs(), window.endMs(), timeMs, numbers))
                  : NaiveExtendedWindows.fold(name, window, samples);
          notes.window(name, labels, samples, value instanceof NaiveValue.Number);
          if (value != null) {
            if (name.equals("quantile_over_time")) {
              notes.quantile(numbers[0]);
            }
            boolean keepsName = name.equals("last_over_time") || name.equals("first_over_time");
            put(out, keepsName ? labels : nameless(labels), value);
          }
        });
    if (name.equals("absent_over_time")) {
      return out.isEmpty() ? functions.absent(range) : Map.of();
    }
    return out;
  }

  /** A scalar's value. */
  double scalar(Expr expr, long timeMs) {
    NaiveValue value = Objects.requireNonNull(eval(expr, timeMs).get(Labels.EMPTY));
    return ((NaiveValue.Number) value).value();
  }

  private static @Nullable NaiveValue fold(
      String name, List<NaiveValue.Sample> samples, NaiveOverTime statistics) {
    List<double[]> floats = NaiveHistogramWindows.floats(samples);
    if (statistics.knows(name)) {
      Double statistic = floats.isEmpty() ? null : statistics.fold(name, floats);
      return statistic == null ? null : new NaiveValue.Number(statistic);
    }
    if (floats.size() < samples.size()) {
      return NaiveHistogramWindows.fold(name, samples, statistics.startMs(), statistics.endMs());
    }
    Double value = NaiveWindows.fold(name, floats, statistics.startMs(), statistics.endMs());
    return value == null ? null : new NaiveValue.Number(value);
  }
}
