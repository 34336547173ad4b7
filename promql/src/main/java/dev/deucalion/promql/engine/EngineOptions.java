package dev.deucalion.promql.engine;

/**
 * Limits and defaults of an engine.
 *
 * @param lookbackMs how far an instant selector looks back
 * @param timeoutMs how long a query may take
 * @param maxConcurrency how many queries are evaluated at a time; others wait
 * @param maxSamples how many samples a query may hold in memory
 * @param defaultStepMs step of subqueries that name none: the global evaluation interval
 * @param experimentalFunctions whether experimental functions are allowed
 */
public record EngineOptions(
    long lookbackMs,
    long timeoutMs,
    int maxConcurrency,
    long maxSamples,
    long defaultStepMs,
    boolean experimentalFunctions) {
  /** The defaults of Prometheus. */
  public static final EngineOptions DEFAULTS =
      new EngineOptions(300_000, 120_000, 20, 50_000_000, 60_000, false);
}
