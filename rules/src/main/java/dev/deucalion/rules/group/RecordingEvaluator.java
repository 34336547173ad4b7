package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.rules.options.RecordingRuleOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives the results of an expression the name and the labels of a recording rule. */
final class RecordingEvaluator implements RuleEvaluator {
  private final ExprEvaluator exprs;
  private final RecordingRuleOptions rule;
  private final RecordedLabels labels;
  private final int limit;

  /**
   * @param limit most series, 0 for no limit
   */
  RecordingEvaluator(ExprEvaluator exprs, RecordingRuleOptions rule, int limit) {
    this.exprs = exprs;
    this.rule = rule;
    this.labels = new RecordedLabels(rule);
    this.limit = limit;
  }

  @Override
  public List<Sample> evaluate(long timeMs) throws RuleException {
    List<Sample> results = exprs.evaluate(rule.expr().text(), timeMs);
    long dataTimeMs = exprs.dataTimeMs(timeMs);
    List<Sample> recorded = new ArrayList<>(results.size());
    Set<Labels> distinct = HashSet.newHashSet(results.size());
    for (int i = 0; i < results.size(); i++) {
      Sample result = results.get(i);
      Labels series = labels.at(i, result.labels());
      if (!distinct.add(series)) {
        throw new RuleException(
            "vector contains metrics with the same labelset after applying rule labels");
      }
      recorded.add(new Sample(series, dataTimeMs, result.value(), result.histogram()));
    }
    labels.end(results.size());
    if (limit > 0 && recorded.size() > limit) {
      throw new RuleException(
          "exceeded limit of " + limit + " with " + recorded.size() + " series");
    }
    return recorded;
  }
}
