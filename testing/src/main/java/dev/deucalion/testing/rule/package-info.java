/**
 * Rules in a test: {@link dev.deucalion.testing.rule.RuleGroup} writes a group of rules down in
 * Java, {@link dev.deucalion.testing.rule.RuleBook} evaluates the groups of an embedded Prometheus.
 * The thread that turns the clock.
 */
@NullMarked
package dev.deucalion.testing.rule;

import org.jspecify.annotations.NullMarked;
