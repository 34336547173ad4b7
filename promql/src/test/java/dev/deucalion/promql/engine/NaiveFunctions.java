package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions of {@link NaiveEngine} that take no range. */
final class NaiveFunctions {
  private static final VectorSelector TARGET_INFO =
      (VectorSelector) PromqlParser.parse("target_info", ParserOptions.DEFAULTS);

  private final NaiveEngine engine;
  private final NaiveInfo infos;

  NaiveFunctions(NaiveEngine engine) {
    this.engine = engine;
    this.infos = new NaiveInfo(engine);
  }

  Map<Labels, NaiveValue> at(Call expr, long timeMs) {
    List<Expr> args = expr.args();
    String name = expr.function().name();
    BinaryExpr trim = name.equals("histogram_count") ? trim(args.getFirst()) : null;
    if (trim != null) {
      return NaiveFractions.trimmedCounts(
          trim.op(), engine.eval(trim.left(), timeMs), engine.scalar(trim.right(), timeMs));
    }
    return switch (name) {
      case "time" -> scalar(timeMs / 1000.0);
      case "pi" -> scalar(Math.PI);
      case "start" -> scalar(engine.durations().startMs() / 1000.0);
      case "end" -> scalar(engine.durations().endMs() / 1000.0);
      case "range" -> scalar((engine.durations().endMs() - engine.durations().startMs()) / 1000.0);
      case "step" -> scalar(engine.durations().stepMs() / 1000.0);
      case "min_of" ->
          scalar(
              Math.min(engine.scalar(args.getFirst(), timeMs), engine.scalar(args.get(1), timeMs)));
      case "max_of" ->
          scalar(
              Math.max(engine.scalar(args.getFirst(), timeMs), engine.scalar(args.get(1), timeMs)));
      case "sort", "sort_desc" -> floatsOf(engine.eval(args.getFirst(), timeMs));
      case "sort_by_label", "sort_by_label_desc" -> engine.eval(args.getFirst(), timeMs);
      case "vector" -> engine.eval(args.getFirst(), timeMs);
      case "scalar" -> scalar(single(engine.eval(args.getFirst(), timeMs)));
      case "absent" ->
          engine.eval(args.getFirst(), timeMs).isEmpty() ? absent(args.getFirst()) : Map.of();
      case "label_replace", "label_join" -> relabelled(name, args, timeMs);
      case "timestamp" -> timestamps(args.getFirst(), timeMs);
      case "histogram_quantile" -> quantiles(args.getFirst(), args.get(1), timeMs);
      case "histogram_quantiles" -> labeledQuantiles(args, timeMs);
      case "histogram_fraction" ->
          NaiveFractions.of(
              engine.scalar(args.getFirst(), timeMs),
              engine.scalar(args.get(1), timeMs),
              engine.eval(args.get(2), timeMs));
      case "info" -> infos.at(expr, TARGET_INFO, timeMs);
      default -> eachValue(name, args, timeMs);
    };
  }

  private static Map<Labels, NaiveValue> floatsOf(Map<Labels, NaiveValue> vector) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>(vector);
    out.values().removeIf(NaiveHistogram.class::isInstance);
    return out;
  }

  private Map<Labels, NaiveValue> quantiles(Expr phi, Expr vector, long timeMs) {
    double asked = engine.scalar(phi, timeMs);
    engine.notes().quantile(asked);
    return NaiveQuantiles.of(asked, engine.eval(vector, timeMs));
  }

  private Map<Labels, NaiveValue> labeledQuantiles(List<Expr> args, long timeMs) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    for (Expr arg : args.subList(2, args.size())) {
      double phi = engine.scalar(arg, timeMs);
      quantiles(arg, args.getFirst(), timeMs)
          .forEach((labels, value) ->
              NaiveEngine.put(
                  out, new LabelsBuilder(labels).set(text(args.get(1)), "" + phi).build(), value));
    }
    return out;
  }

  /** An expression that trims histograms, or null. */
  private static @Nullable BinaryExpr trim(Expr expr) {
    if (expr instanceof ParenExpr paren) {
      return trim(paren.expr());
    }
    return expr instanceof BinaryExpr binary
            && (binary.op() == BinaryOp.TRIM_UPPER || binary.op() == BinaryOp.TRIM_LOWER)
        ? binary
        : null;
  }

  private static Map<Labels, NaiveValue> scalar(double value) {
    return Map.of(Labels.EMPTY, new NaiveValue.Number(value));
  }

  private static double single(Map<Labels, NaiveValue> vector) {
    List<NaiveValue> floats =
        vector.values().stream().filter(NaiveValue.Number.class::isInstance).toList();
    return floats.size() == 1 ? ((NaiveValue.Number) floats.getFirst()).value() : Double.NaN;
  }

  /** A series with the labels that a selector names by equality, each only once. */
  Map<Labels, NaiveValue> absent(Expr expr) {
    if (expr instanceof ParenExpr paren) {
      return absent(paren.expr());
    }
    List<Matcher> matchers =
        switch (expr) {
          case VectorSelector e -> e.matchers();
          case MatrixSelector e -> e.selector().matchers();
          default -> List.of();
        };
    LabelsBuilder labels = new LabelsBuilder();
    Set<String> seen = new HashSet<>();
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(LabelNames.METRIC_NAME)) {
        continue;
      }
      boolean first = seen.add(matcher.name());
      if (first && matcher.type() == MatchType.EQUAL) {
        labels.set(matcher.name(), matcher.value());
      } else {
        labels.remove(matcher.name());
      }
    }
    return Map.of(labels.build(), new NaiveValue.Number(1));
  }

  private Map<Labels, NaiveValue> timestamps(Expr arg, long timeMs) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    if (arg instanceof ParenExpr) {
      throw new NaiveEngine.LeftOpen();
    }
    if (arg instanceof VectorSelector selector) {
      engine
          .newest(selector, timeMs)
          .forEach((labels, sample) ->
              NaiveEngine.put(
                  out,
                  NaiveEngine.nameless(labels),
                  new NaiveValue.Number(sample.timeMs() / 1000.0)));
      return out;
    }
    engine
        .eval(arg, timeMs)
        .keySet()
        .forEach(labels ->
            NaiveEngine.put(
                out, NaiveEngine.nameless(labels), new NaiveValue.Number(timeMs / 1000.0)));
    return out;
  }

  private static String text(Expr expr) {
    return ((StringLiteral) expr).value();
  }

  private Map<Labels, NaiveValue> relabelled(String name, List<Expr> args, long timeMs) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    engine
        .eval(args.getFirst(), timeMs)
        .forEach((labels, value) -> {
          String target = text(args.get(1));
          String text = name.equals("label_join") ? joined(labels, args) : replaced(labels, args);
          Labels changed =
              text == null
                  ? labels
                  : text.isEmpty()
                      ? new LabelsBuilder(labels).remove(target).build()
                      : new LabelsBuilder(labels).set(target, text).build();
          NaiveEngine.put(out, changed, value);
        });
    return out;
  }

  private static String joined(Labels labels, List<Expr> args) {
    return String.join(
        text(args.get(2)),
        args.stream().skip(3).map(NaiveFunctions::text).map(labels::get).toList());
  }

  private static @Nullable String replaced(Labels labels, List<Expr> args) {
    java.util.regex.Matcher match =
        Pattern.compile(text(args.get(4)), Pattern.DOTALL).matcher(labels.get(text(args.get(3))));
    return match.matches() ? match.replaceFirst(text(args.get(2))) : null;
  }

  private Map<Labels, NaiveValue> eachValue(String name, List<Expr> args, long timeMs) {
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    if (args.isEmpty()) {
      return Map.of(Labels.EMPTY, new NaiveValue.Number(datePart(name, timeMs / 1000)));
    }
    double[] numbers =
        args.stream().skip(1).mapToDouble(arg -> engine.scalar(arg, timeMs)).toArray();
    Map<Labels, NaiveValue> vector = engine.eval(args.getFirst(), timeMs);
    if (name.equals("clamp") && numbers[1] < numbers[0]) {
      return Map.of();
    }
    vector.forEach((labels, value) -> {
      Double result =
          switch (value) {
            case NaiveHistogram h -> ofHistogram(name, h);
            case NaiveValue.Number(double v) ->
                name.startsWith("histogram_") ? null : (Double) ofNumber(name, v, numbers);
          };
      if (result != null) {
        NaiveEngine.put(out, NaiveEngine.nameless(labels), new NaiveValue.Number(result));
      }
    });
    return out;
  }

  private static @Nullable Double ofHistogram(String name, NaiveHistogram h) {
    return switch (name) {
      case "histogram_count" -> h.count();
      case "histogram_sum" -> h.sum();
      case "histogram_avg" -> h.sum() / h.count();
      case "histogram_stdvar" -> NaiveQuantiles.variance(h);
      case "histogram_stddev" -> Math.sqrt(NaiveQuantiles.variance(h));
      default -> null;
    };
  }

  private static double ofNumber(String name, double v, double[] numbers) {
    return switch (name) {
      case "abs" -> Math.abs(v);
      case "ceil" -> Math.ceil(v);
      case "floor" -> Math.floor(v);
      case "sqrt" -> Math.sqrt(v);
      case "exp" -> Math.exp(v);
      case "ln" -> Math.log(v);
      case "log10" -> Math.log10(v);
      case "log2" -> Math.log(v) / Math.log(2);
      case "sgn" -> Math.signum(v);
      case "sin" -> Math.sin(v);
      case "cos" -> Math.cos(v);
      case "tanh" -> Math.tanh(v);
      case "atan" -> Math.atan(v);
      case "deg" -> Math.toDegrees(v);
      case "rad" -> Math.toRadians(v);
      case "clamp" -> Math.max(numbers[0], Math.min(numbers[1], v));
      case "clamp_min" -> Math.max(numbers[0], v);
      case "clamp_max" -> Math.min(numbers[0], v);
      case "round" -> {
        double to = numbers.length == 0 ? 1 : numbers[0];
        yield Math.floor(v * (1 / to) + 0.5) / (1 / to);
      }
      default -> datePart(name, (long) v);
    };
  }

  private static double datePart(String name, long seconds) {
    ZonedDateTime time = Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC);
    return switch (name) {
      case "hour" -> time.getHour();
      case "minute" -> time.getMinute();
      case "month" -> time.getMonthValue();
      case "year" -> time.getYear();
      case "day_of_week" -> time.getDayOfWeek().getValue() % 7;
      case "day_of_month" -> time.getDayOfMonth();
      case "day_of_year" -> time.getDayOfYear();
      case "days_in_month" -> YearMonth.from(time).lengthOfMonth();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
