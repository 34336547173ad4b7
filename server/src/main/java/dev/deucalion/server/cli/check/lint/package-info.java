/**
 * Whether metrics are named and described as Prometheus' conventions ask: {@link
 * dev.deucalion.server.cli.check.lint.MetricLint} judges families of a body of the text format. One
 * thread.
 *
 * <p>May depend on: {@code model.labels}, {@code server.cli.families}.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">the conventions</a>
 */
@NullMarked
package dev.deucalion.server.cli.check.lint;

import org.jspecify.annotations.NullMarked;
