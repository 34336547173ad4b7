/**
 * The alerts of an embedded Prometheus: {@link dev.deucalion.testing.alert.Alerts} are those of one
 * moment, {@link dev.deucalion.testing.alert.AlertAssert} checks those of one name. Immutable; any
 * thread.
 *
 * <p>May depend on: {@code model.labels}, {@code promql.number}, {@code rules.alert}.
 */
@NullMarked
package dev.deucalion.testing.alert;

import org.jspecify.annotations.NullMarked;
