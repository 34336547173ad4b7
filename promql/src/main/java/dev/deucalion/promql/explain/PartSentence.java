package dev.deucalion.promql.explain;

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
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.function.FunctionHelp;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells in words what a part of a query does with its operands; those have sentences of their own.
 */
public final class PartSentence {
  private static final int MAX_LENGTH = 600;

  private final SelectorSentence selectors;

  /**
   * Sentences for queries of one lookback.
   *
   * @param lookbackMs how far an instant selector looks back, more than 0
   */
  public PartSentence(long lookbackMs) {
    this.selectors = new SelectorSentence(lookbackMs);
  }

  /** One sentence or a few, cut where they would be very long. */
  public String of(Expr expr) {
    String sentence = whole(expr);
    if (sentence.length() <= MAX_LENGTH) {
      return sentence;
    }
    int end = Character.isHighSurrogate(sentence.charAt(MAX_LENGTH - 1)) ? 1 : 0;
    return sentence.substring(0, MAX_LENGTH - end) + "…";
  }

  private String whole(Expr expr) {
    return switch (expr) {
      case VectorSelector e -> selectors.of(e);
      case MatrixSelector e -> selectors.of(e);
      case Subquery e -> selectors.of(e);
      case AggregateExpr e -> aggregation(e) + Wording.keptApart(e.grouping(), e.without()) + ".";
      case BinaryExpr e -> OperatorSentence.of(e);
      case Call e -> call(e);
      case UnaryExpr e ->
          e.negative() ? "The operand with its sign turned." : "The operand as it is.";
      case NumberLiteral e -> "The number " + Wording.literal(e, "") + ".";
      case StringLiteral _ -> "A text.";
      case DurationExpr _ -> "A duration.";
      case ParenExpr e -> of(e.expr());
    };
  }

  private static String aggregation(AggregateExpr e) {
    Expr parameter = e.parameter();
    return switch (e.op()) {
      case SUM -> "Sum over all series";
      case AVG -> "Mean over all series";
      case MIN -> "Least value of all series";
      case MAX -> "Greatest value of all series";
      case COUNT -> "Number of series";
      case GROUP -> "1 where there is any series";
      case STDDEV -> "Standard deviation over all series";
      case STDVAR -> "Variance over all series";
      case QUANTILE -> "The quantile " + Wording.literal(parameter, "q") + " over all series";
      case TOPK ->
          "The "
              + Wording.literal(parameter, "k")
              + " series with the greatest values at each time";
      case BOTTOMK ->
          "The " + Wording.literal(parameter, "k") + " series with the least values at each time";
      case LIMITK -> "Any " + Wording.literal(parameter, "k") + " series, always the same ones";
      case LIMIT_RATIO ->
          "About a share of "
              + Wording.literal(parameter, "r")
              + " of the series, always the same ones";
      case COUNT_VALUES ->
          "Number of series for each value, which becomes the label "
              + Wording.literal(parameter, "that is given");
    };
  }

  /** What the function does, and which of its arguments stand in the query itself. */
  private static String call(Call call) {
    String name = call.function().name();
    FunctionHelp help = FunctionHelp.of(name);
    String does = help.sentence().isEmpty() ? "What " + name + " gives." : help.sentence();
    String[] names = help.parameters().split(",\\s*", -1);
    List<String> given = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      String value = Wording.literal(call.args().get(i), "");
      if (!value.isEmpty()) {
        given.add(names[Math.min(i, names.length - 1)] + " is " + value);
      }
    }
    return given.isEmpty() ? does : does + " Here " + Wording.list(given) + ".";
  }
}
