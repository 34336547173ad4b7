package dev.deucalion.rules.group;

import dev.deucalion.promql.engine.QueryValue.Sample;
import java.util.List;

/** What one rule does at an evaluation. One thread at a time. */
sealed interface RuleEvaluator permits RecordingEvaluator, AlertingEvaluator {
  /**
   * Evaluates the rule.
   *
   * @param timeMs of the evaluation
   * @return what is to be stored, each with labels of its own
   */
  List<Sample> evaluate(long timeMs) throws RuleException;
}
