/**
 * The commands {@code check}: configurations, rules, metrics, web configurations, servers and what
 * service discovery finds. Each class is a command; {@link
 * dev.deucalion.server.cli.check.RuleChecks} and {@link
 * dev.deucalion.server.cli.check.ReferencedFiles} are the parts that several need. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.check;

import org.jspecify.annotations.NullMarked;
