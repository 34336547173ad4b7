package dev.deucalion.rules.options;

import java.util.SortedMap;

/** One rule. */
public sealed interface RuleOptions permits RecordingRuleOptions, AlertingRuleOptions {
  /** Of the metric that is recorded, or of the alert. */
  String name();

  /** What is evaluated. */
  RuleExpr expr();

  /**
   * Labels that are set on each result, in byte order of their names; an empty value takes the
   * label away.
   */
  SortedMap<String, String> labels();
}
