package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorMatching.Cardinality;
import dev.deucalion.promql.ast.VectorSelector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From syntax tree to text on one line, in Prometheus' normal form. What it prints parses to the
 * same tree, but for {@code Inf ^ x}: its form {@code +Inf ^ x} has a sign before the power, which
 * changes no value.
 */
public final class ExprPrinter {
  private final StringBuilder out = new StringBuilder();
  private final SelectorPrinter selectors = new SelectorPrinter(this, out);

  /** Once more characters than this are written, the rest of the text does not matter. */
  private final int enough;

  private ExprPrinter() {
    this(Integer.MAX_VALUE);
  }

  private ExprPrinter(int enough) {
    this.enough = enough;
  }

  /** The text of an expression. */
  public static String print(Expr expr) {
    ExprPrinter printer = new ExprPrinter();
    printer.append(expr);
    return printer.out.toString();
  }

  /** Whether the text has more bytes in UTF-8 than this. */
  static boolean isLongerThan(Expr expr, int bytes) {
    ExprPrinter printer = new ExprPrinter(bytes);
    printer.append(expr);
    return printer.out.length() > bytes
        || printer.out.toString().getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  /** Operator, {@code bool} and matching of a binary operation, as between its sides. */
  static String printOperator(BinaryExpr expr) {
    ExprPrinter printer = new ExprPrinter();
    printer.appendOperator(expr);
    return printer.out.toString();
  }

  /** Name and grouping of an aggregation, as before its arguments. */
  static String printAggregation(AggregateExpr expr) {
    ExprPrinter printer = new ExprPrinter();
    printer.appendAggregation(expr);
    return printer.out.toString();
  }

  /** Brackets and modifiers of a subquery. */
  static String printSubquerySuffix(Subquery subquery) {
    ExprPrinter printer = new ExprPrinter();
    printer.selectors.appendSuffix(subquery);
    return printer.out.toString();
  }

  void append(Expr expr) {
    if (out.length() > enough) {
      return;
    }
    Deque<Expr> chain = new ArrayDeque<>();
    Expr leftmost = expr;
    while (leftmost instanceof BinaryExpr || leftmost instanceof Subquery) {
      chain.push(leftmost);
      leftmost =
          leftmost instanceof BinaryExpr binary ? binary.left() : ((Subquery) leftmost).expr();
    }
    appendOther(leftmost);
    for (Expr outer : chain) {
      if (outer instanceof BinaryExpr binary) {
        out.append(' ');
        appendOperator(binary);
        out.append(' ');
        append(binary.right());
      } else {
        selectors.appendSuffix((Subquery) outer);
      }
    }
  }

  private void appendOther(Expr expr) {
    switch (expr) {
      case NumberLiteral number -> append(number);
      case StringLiteral string -> GoQuote.appendQuoted(out, string.value());
      case VectorSelector selector -> selectors.append(selector);
      case MatrixSelector matrix -> selectors.append(matrix);
      case DurationExpr duration -> append(duration);
      case ParenExpr paren -> {
        out.append('(');
        append(paren.expr());
        out.append(')');
      }
      case UnaryExpr unary -> {
        out.append(unary.negative() ? '-' : '+');
        append(unary.expr());
      }
      case Call call -> {
        out.append(call.function().name()).append('(');
        appendAll(call.args());
        out.append(')');
      }
      case AggregateExpr aggregate -> append(aggregate);
      case BinaryExpr binary -> append((Expr) binary);
      case Subquery subquery -> append((Expr) subquery);
    }
  }

  private void append(NumberLiteral number) {
    if (!number.duration()) {
      out.append(GoNumberFormat.plain(number.value()));
      return;
    }
    if (number.value() < 0) {
      out.append('-');
    }
    out.append(DurationText.format(DurationExprParser.toMs(Math.abs(number.value()))));
  }

  private void append(AggregateExpr aggregate) {
    appendAggregation(aggregate);
    out.append('(');
    Expr parameter = aggregate.parameter();
    if (parameter != null) {
      append(parameter);
      out.append(", ");
    }
    append(aggregate.expr());
    out.append(')');
  }

  private void appendAggregation(AggregateExpr aggregate) {
    out.append(aggregate.op().symbol());
    if (aggregate.without() || !aggregate.grouping().isEmpty()) {
      appendLabels(aggregate.without() ? " without" : " by", aggregate.grouping());
      out.append(' ');
    }
  }

  private void appendOperator(BinaryExpr binary) {
    out.append(binary.op().symbol());
    if (binary.returnBool()) {
      out.append(" bool");
    }
    VectorMatching matching = binary.matching();
    if (matching != null) {
      append(matching);
    }
  }

  private void append(VectorMatching matching) {
    Cardinality cardinality = matching.cardinality();
    boolean grouped =
        cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY;
    if (grouped || matching.on() || !matching.labels().isEmpty()) {
      appendLabels(matching.on() ? " on" : " ignoring", matching.labels());
    }
    if (grouped) {
      appendLabels(
          cardinality == Cardinality.MANY_TO_ONE ? " group_left" : " group_right",
          matching.include());
    }
    Double left = matching.fillLeft();
    Double right = matching.fillRight();
    if (left != null && right != null && left.doubleValue() == right.doubleValue()) {
      out.append(" fill (").append(GoNumberFormat.general(left)).append(')');
      return;
    }
    if (left != null) {
      out.append(" fill_left (").append(GoNumberFormat.general(left)).append(')');
    }
    if (right != null) {
      out.append(" fill_right (").append(GoNumberFormat.general(right)).append(')');
    }
  }

  private void appendLabels(String keyword, List<String> labels) {
    out.append(keyword).append(" (");
    String separator = "";
    for (String label : labels) {
      out.append(separator);
      out.append(LabelNames.isLegacyLabelName(label) ? label : GoQuote.quote(label));
      separator = ", ";
    }
    out.append(')');
  }

  private void appendAll(List<Expr> exprs) {
    String separator = "";
    for (Expr expr : exprs) {
      out.append(separator);
      append(expr);
      separator = ", ";
    }
  }

  private void append(DurationExpr duration) {
    if (duration.wrapped()) {
      out.append('(');
    }
    Expr left = duration.left();
    Expr right = duration.right();
    switch (duration.op()) {
      case STEP -> out.append("step()");
      case RANGE -> out.append("range()");
      case MIN_OF -> appendOperands("min_of(", left, ", ", right, ")");
      case MAX_OF -> appendOperands("max_of(", left, ", ", right, ")");
      case ADD -> appendOperands("", left, left == null ? "" : " + ", right, "");
      case SUB -> appendOperands("", left, left == null ? "-" : " - ", right, "");
      case MUL -> appendOperands("", left, " * ", right, "");
      case DIV -> appendOperands("", left, " / ", right, "");
      case MOD -> appendOperands("", left, " % ", right, "");
      case POW -> appendOperands("", left, " ^ ", right, "");
    }
    if (duration.wrapped()) {
      out.append(')');
    }
  }

  private void appendOperands(
      String before, @Nullable Expr left, String between, @Nullable Expr right, String behind) {
    out.append(before);
    if (left != null) {
      append(left);
    }
    out.append(between);
    if (right != null) {
      append(right);
    }
    out.append(behind);
  }
}
