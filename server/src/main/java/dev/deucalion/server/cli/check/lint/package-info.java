/**
 * Whether metrics are named and described as Prometheus' conventions ask: {@link
 * dev.deucalion.server.cli.check.lint.MetricFamilies} reads a body of the text format into
 * families, {@link dev.deucalion.server.cli.check.lint.MetricLint} judges them. One thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.metadata}, {@code scrape.exposition}.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">the conventions</a>
 */
@NullMarked
package dev.deucalion.server.cli.check.lint;

import org.jspecify.annotations.NullMarked;
