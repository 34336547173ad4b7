package dev.deucalion.promql.engine;

/**
 * What one query may ask of the engine.
 *
 * @param lookbackMs how far an instant selector looks back; 0 for the default of the engine
 * @param timeoutMs how long it may take; 0 for the default of the engine, which is also the most
 */
public record QueryOptions(long lookbackMs, long timeoutMs) {
  /** The defaults of the engine. */
  public static final QueryOptions DEFAULTS = new QueryOptions(0, 0);
}
