package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.rules.options.RuleGroupOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evaluates the expressions of the rules of a group. */
final class ExprEvaluator {
  private final RuleQuery query;
  private final QueryOrigin origin;
  private final long queryOffsetMs;

  ExprEvaluator(RuleQuery query, RuleGroupOptions group) {
    this.query = query;
    this.origin =
        new QueryOrigin(
            "ruleGroup", new TreeMap<>(Map.of("file", group.file(), "name", group.name())));
    this.queryOffsetMs = group.queryOffsetMs();
  }

  /** Who asks. */
  QueryOrigin origin() {
    return origin;
  }

  /** The time of the data of an evaluation, which is also that of what is stored. */
  long dataTimeMs(long timeMs) {
    return timeMs - queryOffsetMs;
  }

  /** The result of an expression at an evaluation; a scalar is one sample without labels. */
  List<Sample> evaluate(String expr, long timeMs) throws RuleException {
    QueryValue value;
    try {
      value = query.evaluate(expr, dataTimeMs(timeMs), origin);
    } catch (QueryException e) {
      throw new RuleException(
          String.valueOf(e.getMessage()), e.kind() == QueryException.Kind.CANCELED);
    } catch (ParseException e) {
      throw new RuleException(String.valueOf(e.getMessage()));
    }
    return switch (value) {
      case QueryValue.Vector vector -> vector.samples();
      case QueryValue.Scalar scalar ->
          List.of(new Sample(Labels.EMPTY, scalar.timeMs(), scalar.value()));
      case QueryValue.Str _, QueryValue.Matrix _ ->
          throw new RuleException("rule result is not a vector or scalar");
    };
  }
}
