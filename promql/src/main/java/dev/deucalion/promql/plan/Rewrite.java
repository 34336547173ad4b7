package dev.deucalion.promql.plan;

/** Makes a plan cheaper without changing what it comes to. */
@FunctionalInterface
public interface Rewrite {
  LogicalPlan apply(LogicalPlan plan);
}
