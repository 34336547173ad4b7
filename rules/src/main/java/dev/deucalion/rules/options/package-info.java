/**
 * What rules and groups of rules are configured: immutable records, checked by whoever makes them.
 * {@link dev.deucalion.rules.options.RuleGroupOptions} is the entry. Any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code promql.ast}, {@code promql.parser}.
 */
@NullMarked
package dev.deucalion.rules.options;

import org.jspecify.annotations.NullMarked;
