package dev.deucalion.promql.parser;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.VectorSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints selectors, ranges and their modifiers. */
final class SelectorPrinter {
  private static final double MS_PER_SECOND = 1000;
  private static final int SHOWN_DECIMALS = 3;

  private final ExprPrinter exprs;
  private final StringBuilder out;

  SelectorPrinter(ExprPrinter exprs, StringBuilder out) {
    this.exprs = exprs;
    this.out = out;
  }

  void append(VectorSelector selector) {
    appendNameAndMatchers(selector);
    append(selector.at());
    append(selector.mode());
    append(selector.offset());
  }

  void append(MatrixSelector matrix) {
    VectorSelector selector = matrix.selector();
    appendNameAndMatchers(selector);
    out.append('[');
    appendDuration(matrix.rangeMs(), matrix.rangeExpr());
    out.append(']');
    append(selector.mode());
    append(selector.at());
    append(selector.offset());
  }

  void appendSuffix(Subquery subquery) {
    out.append('[');
    appendDuration(subquery.rangeMs(), subquery.rangeExpr());
    out.append(':');
    if (subquery.stepMs() != 0 || subquery.stepExpr() != null) {
      appendDuration(subquery.stepMs(), subquery.stepExpr());
    }
    out.append(']');
    append(subquery.at());
    append(subquery.offset());
  }

  private void appendNameAndMatchers(VectorSelector selector) {
    out.append(selector.name());
    List<String> matchers = new ArrayList<>();
    for (Matcher matcher : selector.matchers()) {
      if (!isName(matcher, selector.name())) {
        matchers.add(matcher.toString());
      }
    }
    if (!matchers.isEmpty()) {
      matchers.sort(Utf8Order.COMPARATOR);
      out.append('{').append(String.join(",", matchers)).append('}');
    }
  }

  private static boolean isName(Matcher matcher, String name) {
    return !name.isEmpty()
        && matcher.type() == MatchType.EQUAL
        && matcher.name().equals(LabelNames.METRIC_NAME)
        && matcher.value().equals(name);
  }

  private void append(@Nullable AtModifier at) {
    if (at == null) {
      return;
    }
    switch (at) {
      case AtModifier.Time time ->
          out.append(" @ ")
              .append(
                  new BigDecimal(time.timeMs() / MS_PER_SECOND)
                      .setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN)
                      .toPlainString());
      case AtModifier.Start start -> out.append(" @ start()");
      case AtModifier.End end -> out.append(" @ end()");
    }
  }

  private void append(RangeMode mode) {
    switch (mode) {
      case PLAIN -> {}
      case ANCHORED -> out.append(" anchored");
      case SMOOTHED -> out.append(" smoothed");
    }
  }

  private void append(Offset offset) {
    if (offset.expr() == null && offset.offsetMs() == 0) {
      return;
    }
    out.append(" offset ");
    if (offset.offsetMs() < 0) {
      out.append('-');
    }
    appendDuration(Math.abs(offset.offsetMs()), offset.expr());
  }

  private void appendDuration(long durationMs, @Nullable Expr expr) {
    if (expr == null) {
      out.append(DurationText.format(durationMs));
    } else {
      exprs.append(expr);
    }
  }
}
