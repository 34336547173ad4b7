package dev.deucalion.promql.engine;

import java.util.List;

/**
 * The answer to a query.
 *
 * @param value the value of the expression
 * @param warnings texts for the user, with their prefix and position, in order
 * @param infos as warnings, less grave
 * @param stats what the query cost
 */
public record QueryResult(
    QueryValue value, List<String> warnings, List<String> infos, QueryStats stats) {
  /** Copies the lists. */
  public QueryResult {
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }
}
