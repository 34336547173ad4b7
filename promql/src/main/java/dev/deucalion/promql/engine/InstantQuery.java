package dev.deucalion.promql.engine;

/** A query for one time, in milliseconds since the epoch. */
public record InstantQuery(String expr, long timeMs, QueryOptions options) {}
