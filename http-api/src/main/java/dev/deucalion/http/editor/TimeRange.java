package dev.deucalion.http.editor;

/**
 * Which samples count.
 *
 * @param minTimeMs milliseconds since the epoch
 * @param maxTimeMs inclusive
 */
public record TimeRange(long minTimeMs, long maxTimeMs) {}
