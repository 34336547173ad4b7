package dev.deucalion.promql.parser;

import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.function.FunctionCatalogue;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes random texts that are well-typed PromQL. */
final class RandomQueries {
  private static final List<FunctionSignature> FUNCTIONS =
      FunctionCatalogue.all().stream().filter(f -> !f.name().equals("info")).toList();

  private static final List<AggregateOp> AGGREGATIONS = List.of(AggregateOp.values());
  private static final List<BinaryOp> OPERATORS = List.of(BinaryOp.values());

  private final RandomGenerator random;

  RandomQueries(RandomGenerator random) {
    this.random = random;
  }

  String query() {
    return random.nextInt(4) == 0 ? scalar(5) : vector(5);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String ofType(ValueType type, int depth) {
    return switch (type) {
      case SCALAR -> scalar(depth);
      case VECTOR -> vector(depth);
      case MATRIX -> matrix(depth);
      case STRING -> string();
      case NONE -> throw new IllegalArgumentException();
    };
  }

  private String scalar(int depth) {
    if (depth <= 0) {
      return number();
    }
    return switch (random.nextInt(8)) {
      case 0 -> "(" + scalar(depth - 1) + ")";
      case 1 -> pick("-", "+") + scalar(depth - 1);
      case 2 -> scalar(depth - 1) + arithmetic() + scalar(depth - 1);
      case 3 -> scalar(depth - 1) + pick("==", ">=", "<") + " bool " + scalar(depth - 1);
      case 4 -> call(ValueType.SCALAR, depth - 1);
      default -> number();
    };
  }

  private String vector(int depth) {
    if (depth <= 0) {
      return selector();
    }
    return switch (random.nextInt(10)) {
      case 0 -> "(" + vector(depth - 1) + ")";
      case 1 -> pick("-", "+") + vector(depth - 1);
      case 2 -> vector(depth - 1) + operator() + vector(depth - 1);
      case 3 -> "(" + scalar(depth - 1) + arithmetic() + vector(depth - 1) + ")";
      case 4, 5 -> call(ValueType.VECTOR, depth - 1);
      case 6, 7 -> aggregation(depth - 1);
      default -> selector();
    };
  }

  private String matrix(int depth) {
    if (chance(3)) {
      return "("
          + vector(depth - 1)
          + ")["
          + pick("5m", "5m * " + duration())
          + ":"
          + (chance(2) ? "" : duration())
          + "]"
          + atAndOffset();
    }
    return pick("m", "foo:bar", "by", "{a='b'}")
        + "["
        + duration()
        + "]"
        + pick("", "", " anchored", " smoothed")
        + atAndOffset();
  }

  private String call(ValueType returns, int depth) {
    FunctionSignature function;
    do {
      function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    } while (function.returnType() != returns);
    int count = function.argTypes().size();
    if (function.variadic() != 0) {
      count = count - 1 + random.nextInt(function.variadic() < 0 ? 4 : function.variadic() + 1);
    }
    StringBuilder out = new StringBuilder(function.name()).append('(');
    for (int i = 0; i < count; i++) {
      ValueType type = function.argTypes().get(Math.min(i, function.argTypes().size() - 1));
      out.append(i == 0 ? "" : pick(",", ", ", " ,\n")).append(ofType(type, depth));
    }
    return out.append(')').toString();
  }

  private String aggregation(int depth) {
    AggregateOp op = AGGREGATIONS.get(random.nextInt(AGGREGATIONS.size()));
    ValueType type = op.parameterType();
    String body = "(" + (type == null ? "" : ofType(type, depth) + ",") + vector(depth) + ")";
    String grouping = pick("", " by ", " WITHOUT ");
    String labels = grouping.isEmpty() ? "" : grouping + labels();
    return chance(2) ? op.symbol() + labels + body : op.symbol() + body + labels;
  }

  private String labels() {
    return pick("()", "(a)", "(a, b,)", "(sum, by, 'x y')", "(__name__)");
  }

  private String arithmetic() {
    return " " + pick("+", "-", "*", "/", "%", "^", "atan2") + " ";
  }

  private String operator() {
    BinaryOp op = OPERATORS.get(random.nextInt(OPERATORS.size()));
    String matching = chance(2) ? "" : " " + pick("on", "ignoring") + pick("()", "(x)", "(x,y)");
    if (op.isSet()) {
      return " " + op.symbol() + matching + " ";
    }
    String bool = op.isComparison() && chance(2) ? " bool" : "";
    String group =
        matching.isEmpty() || chance(2)
            ? ""
            : " " + pick("group_left", "group_right") + pick("()", "(z)", "(z,w)");
    String fill =
        pick(
            "",
            "",
            " fill(1)",
            " fill_left(-0.5)",
            " fill_right(NaN)",
            " fill_left(1e30)fill_right(0)");
    return " " + op.symbol() + bool + matching + group + fill + " ";
  }

  private String selector() {
    String matchers =
        pick(
            "",
            "",
            "{}",
            "{x='1'}",
            "{x!=\"a\\nb\", y=~`.*\\d`,}",
            "{z!~'(a|b)+',\"q.r\"='\\u00fc'}",
            "{__name__!='q'}");
    boolean nameless = chance(5);
    String selector =
        nameless
            ? pick("{x='1'}", "{\"a.b\"}", "{__name__=~'a.+'}", "{\"a b\",\"c d\"!='e'}")
            : pick("m", "foo", "a:b", "sum", "offset", "start", "and", "step", "min_of") + matchers;
    String text = nameless || !matchers.startsWith("{__name__") ? selector : "m{x='1'}";
    return text + pick("", "", "", " smoothed") + atAndOffset();
  }

  private String atAndOffset() {
    String at = pick("", "", "", " @ 12.345", " @ -7", " @ start()", " @ end()");
    String offset = chance(2) ? "" : " offset " + offsetDuration();
    return chance(2) ? at + offset : offset + at;
  }

  /** Behind a positive offset in parentheses, operators would go on with the duration. */
  private String offsetDuration() {
    String duration = duration();
    return (duration.startsWith("(") ? "-" : pick("", "-")) + duration;
  }

  private String duration() {
    return chance(3)
        ? "(" + durationExpr(3) + ")"
        : pick("5m", "1h30m", "90", "1.5", "1w", "400ms");
  }

  private String durationExpr(int depth) {
    if (depth <= 0) {
      return pick("5m", "2", "1d", "step()", "range()");
    }
    return switch (random.nextInt(5)) {
      case 0 -> "(" + durationExpr(depth - 1) + ")";
      case 1 -> "-" + durationExpr(depth - 1);
      case 2 ->
          pick("min_of", "max_of")
              + "("
              + durationExpr(depth - 1)
              + ", "
              + durationExpr(depth - 1)
              + ")";
      default ->
          durationExpr(depth - 1)
              + " "
              + pick("+", "-", "*", "/", "%", "^")
              + " "
              + durationExpr(depth - 1);
    };
  }

  private String number() {
    return pick("1", "0", "-2.5", "1e9", "0x1F", "017", "1_000", "NaN", "1.5e-7", "5m")
        .transform(s -> chance(10) ? "1h1ms" : s);
  }

  private String string() {
    return pick("''", "'a\"b'", "\"\\x41\\t\\u20ac\"", "`raw\\n`", "\"\u4e16\"");
  }
}
