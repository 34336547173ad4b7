package dev.deucalion.promql.explain;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.parser.DurationText;
import dev.deucalion.promql.parser.ExprPrinter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells in words which samples a selector or a subquery takes. */
final class SelectorSentence {
  private final String lookback;

  SelectorSentence(long lookbackMs) {
    this.lookback = DurationText.format(lookbackMs);
  }

  String of(VectorSelector e) {
    String taken =
        switch (e.mode()) {
          case PLAIN, ANCHORED -> "the latest sample of each, at most " + lookback + " old";
          case SMOOTHED -> "the value of each, interpolated between the samples around the time";
        };
    return series(e) + ": " + taken + when(e.at(), e.offset()) + ".";
  }

  String of(MatrixSelector e) {
    String ends =
        switch (e.selector().mode()) {
          case PLAIN -> "";
          case ANCHORED -> " and the last one before them";
          case SMOOTHED -> " and values interpolated at both ends";
        };
    return series(e.selector())
        + ": the samples of the last "
        + duration(e.rangeMs(), e.rangeExpr())
        + ends
        + when(e.selector().at(), e.selector().offset())
        + ".";
  }

  String of(Subquery e) {
    String every =
        e.stepMs() == 0 && e.stepExpr() == null
            ? " at each evaluation interval"
            : " every " + duration(e.stepMs(), e.stepExpr());
    return "The operand, evaluated"
        + every
        + " of the last "
        + duration(e.rangeMs(), e.rangeExpr())
        + when(e.at(), e.offset())
        + ".";
  }

  private static String series(VectorSelector e) {
    String metric = "";
    List<String> conditions = new ArrayList<>();
    for (Matcher matcher : e.matchers()) {
      boolean isName = matcher.name().equals(LabelNames.METRIC_NAME);
      if (isName && matcher.type() == MatchType.EQUAL && metric.isEmpty()) {
        metric = matcher.value();
      } else {
        conditions.add(condition(isName ? "the metric's name" : matcher.name(), matcher));
      }
    }
    String all = metric.isEmpty() ? "All series" : "Series of the metric " + metric;
    return conditions.isEmpty() ? all : all + " where " + Wording.list(conditions);
  }

  private static String condition(String label, Matcher matcher) {
    boolean empty = matcher.value().isEmpty();
    String value = GoQuote.quote(matcher.value());
    return label
        + switch (matcher.type()) {
          case EQUAL -> empty ? " is missing" : " is " + value;
          case NOT_EQUAL -> empty ? " is there" : " is not " + value;
          case REGEX -> " matches " + value;
          case NOT_REGEX -> " does not match " + value;
        };
  }

  private static String when(@Nullable AtModifier at, Offset offset) {
    String time =
        switch (at) {
          case null -> "";
          case AtModifier.Time fixed -> Instant.ofEpochMilli(fixed.timeMs()).toString();
          case AtModifier.Start _ -> "the start of the query";
          case AtModifier.End _ -> "the end of the query";
        };
    if (offset.offsetMs() == 0 && offset.expr() == null) {
      return time.isEmpty() ? "" : ", as of " + time;
    }
    String distance = duration(Math.abs(offset.offsetMs()), offset.expr());
    boolean ahead = offset.offsetMs() < 0;
    return ", as of "
        + distance
        + (time.isEmpty()
            ? (ahead ? " later" : " earlier")
            : (ahead ? " after " : " before ") + time);
  }

  private static String duration(long durationMs, @Nullable Expr expr) {
    return expr == null ? DurationText.format(durationMs) : ExprPrinter.print(expr);
  }
}
