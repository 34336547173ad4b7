package dev.deucalion.promql.plan;

/** Makes a plan cheaper without changing what it comes to. */
@FunctionalInterface
public interface Rewrite {
  /** The plan, or one that gives the same at less cost. */
  LogicalPlan apply(LogicalPlan plan);
}
