/**
 * Alerts: which there are and in which state ({@link dev.deucalion.rules.alert.AlertStates}, a
 * value that each evaluation makes anew), what is stored of them, how their state is found again
 * after a restart, and what Alertmanagers are told ({@link dev.deucalion.rules.alert.AlertSink}).
 * Nothing here knows a clock or a thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.sample}, {@code model.histogram}, {@code
 * storage}, {@code promql.engine}.
 */
@NullMarked
package dev.deucalion.rules.alert;

import org.jspecify.annotations.NullMarked;
