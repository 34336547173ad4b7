/**
 * Recording and alerting rules: groups of rules, the state of alerts, templates, and the notifier
 * that tells Alertmanagers.
 *
 * <p>Builds on {@code promql}, which evaluates the expressions, and on {@code scrape} only for what
 * finds and calls Alertmanagers: discovery and the HTTP client. Holds no code yet; the module keeps
 * its place in the order of dependencies.
 */
@NullMarked
package dev.deucalion.rules;

import org.jspecify.annotations.NullMarked;
