package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.plan.Repetitions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives each place of a vector that stands at several places of a query a reader of what is
 * evaluated for all. Results of aggregations are kept until all have them, those of others as far
 * as there is {@linkplain KeptRoom room}. Where the parts of a query are measured, and within what
 * is repeated itself, only aggregations are evaluated for others, too.
 */
final class RepeatedParts {
  private final QueryContext context;
  private final Repetitions repetitions;
  private final KeptRoom room;
  private final Map<Key, SharedOperator> aggregations = new HashMap<>();
  private final Map<Key, RepeatedOperator> others = new HashMap<>();

  /** Whether a part is being built that is repeated. */
  private boolean within;

  /** A vector over a grid, of whose histograms only the statistics may be asked. */
  private record Key(Expr expr, StepGrid grid, boolean onlyStatistics) {}

  RepeatedParts(QueryContext context, Repetitions repetitions) {
    this.context = context;
    this.repetitions = repetitions;
    this.room = new KeptRoom(context.limits());
  }

  /**
   * The operator of a vector that stands elsewhere, too, or null where it stands alone.
   *
   * @param onlyStatistics whether histograms need not have buckets
   * @param build evaluates the vector that is given
   */
  @Nullable VectorOperator reader(
      Expr expr, StepGrid grid, boolean onlyStatistics, Function<Expr, VectorOperator> build) {
    Expr evaluated = repetitions.evaluatedFor(expr);
    if (evaluated == null) {
      return null;
    }
    Key key = new Key(evaluated, grid, onlyStatistics);
    if (evaluated instanceof AggregateExpr) {
      SharedOperator aggregation = aggregations.get(key);
      if (aggregation == null) {
        aggregation = new SharedOperator(context.limits(), build.apply(evaluated), grid.count());
        aggregations.put(key, aggregation);
      }
      return aggregation.newReader();
    }
    if (within || context.profile() != null) {
      return null;
    }
    within = true;
    try {
      return others
          .computeIfAbsent(
              key,
              _ -> new RepeatedOperator(context.limits(), context.shards(), room, grid.count()))
          .newReader(build.apply(evaluated));
    } finally {
      within = false;
    }
  }
}
