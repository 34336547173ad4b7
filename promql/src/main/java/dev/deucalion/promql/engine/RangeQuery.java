package dev.deucalion.promql.engine;

/**
 * A query for a range of times.
 *
 * @param startMs first step, milliseconds since the epoch
 * @param endMs no step is later than this; not before {@code startMs}
 * @param stepMs distance of steps, greater than 0
 */
public record RangeQuery(
    String expr, long startMs, long endMs, long stepMs, QueryOptions options) {}
