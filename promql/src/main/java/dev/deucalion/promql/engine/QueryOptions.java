package dev.deucalion.promql.engine;

import dev.deucalion.promql.exec.QueryProfile;
import org.jspecify.annotations.Nullable;

/**
 * What one query may ask of the engine.
 *
 * @param lookbackMs how far an instant selector looks back; 0 for the default of the engine
 * @param timeoutMs how long it may take; 0 for the default of the engine, which is also the most
 * @param origin who asks
 * @param statsByStep whether samples are counted by step, too, where the engine allows it
 * @param hold keeps the memory of the answer counted; null where it need not be when the engine has
 *     given the answer
 * @param profile takes what each part of the query costs, which then runs on one thread; null where
 *     nobody asks
 */
public record QueryOptions(
    long lookbackMs,
    long timeoutMs,
    QueryOrigin origin,
    boolean statsByStep,
    @Nullable ResultHold hold,
    @Nullable QueryProfile profile) {
  /** The defaults of the engine, for nobody. */
  public static final QueryOptions DEFAULTS = new QueryOptions(0, 0, QueryOrigin.NONE, false, null);

  /** Options of a query whose parts are not measured. */
  public QueryOptions(
      long lookbackMs,
      long timeoutMs,
      QueryOrigin origin,
      boolean statsByStep,
      @Nullable ResultHold hold) {
    this(lookbackMs, timeoutMs, origin, statsByStep, hold, null);
  }

  /** These options for a query whose parts are measured. */
  public QueryOptions withProfile(QueryProfile measured) {
    return new QueryOptions(lookbackMs, timeoutMs, origin, statsByStep, hold, measured);
  }
}
