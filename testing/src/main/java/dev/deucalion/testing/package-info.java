/**
 * A Prometheus inside a test: {@link dev.deucalion.testing.EmbeddedPrometheus} scrapes, evaluates
 * rules and answers PromQL in memory, by a clock that the test turns, without files or ports, and
 * without threads but for a moment at the first use in a JVM. It puts together the store of {@code
 * tsdb}, the engine of {@code promql}, the parsers of {@code scrape} and the rules of {@code
 * rules}; packages below have what each side of it needs. {@link
 * dev.deucalion.testing.junit.PrometheusTest} hands one to each test of JUnit.
 *
 * <p>See docs/testing.md for a guide.
 */
@NullMarked
package dev.deucalion.testing;

import org.jspecify.annotations.NullMarked;
