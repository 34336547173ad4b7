/**
 * The targets of an embedded Prometheus: {@link dev.deucalion.testing.scrape.ScrapeBook} scrapes
 * them when the clock says so. The thread that turns the clock.
 *
 * <p>May depend on: {@code model.labels}, {@code model.time}, {@code scrape}, {@code
 * scrape.discovery}, {@code scrape.http}, {@code scrape.options}, {@code scrape.target}, {@code
 * storage}, {@code testing.source}, {@code testing.time}.
 */
@NullMarked
package dev.deucalion.testing.scrape;

import org.jspecify.annotations.NullMarked;
