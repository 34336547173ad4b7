/**
 * Recording and alerting rules. {@code options} says what is configured, {@code group} evaluates
 * groups of rules ({@link dev.deucalion.rules.group.RuleManager} is where to start reading), {@code
 * alert} has the states of alerts and what is told of them, {@code notify} tells it to
 * Alertmanagers, {@code template} has the texts of alerts, and {@code schedule} decides on which
 * threads groups run.
 *
 * <p>Builds on {@code promql}, which evaluates the expressions, and on {@code scrape} only for what
 * finds and calls Alertmanagers: discovery and the HTTP client.
 */
@NullMarked
package dev.deucalion.rules;

import org.jspecify.annotations.NullMarked;
