package dev.deucalion.rules.template.function;

import dev.deucalion.promql.engine.QueryValue.Sample;
import java.util.List;

/**
 * What templates can ask of the program.
 *
 * @param externalUrl where the server is reached from outside, without a slash at the end
 * @param pathPrefix the path of that
 */
public record TemplateSurroundings(Queries queries, String externalUrl, String pathPrefix) {
  /** Evaluates queries. Safe for many threads. */
  @FunctionalInterface
  public interface Queries {
    /**
     * The result of a query, as that of a rule.
     *
     * @throws dev.deucalion.promql.QueryException when it cannot be evaluated
     * @throws dev.deucalion.promql.parser.ParseException when it is not PromQL
     */
    List<Sample> evaluate(String query, long timeMs);
  }
}
