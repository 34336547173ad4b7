package dev.deucalion.server.config.rules;

/**
 * What holds for groups that say nothing else.
 *
 * @param intervalMs from evaluation to evaluation
 * @param queryOffsetMs how far in the past the rules look
 */
public record RuleDefaults(long intervalMs, long queryOffsetMs) {}
