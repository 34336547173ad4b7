/**
 * What a configuration says about scraping, as immutable records with Prometheus' defaults; start
 * with {@link dev.deucalion.scrape.options.ScrapeJobOptions}. Builds on labels and relabeling only.
 * Whoever reads a configuration file fills these; two equal records mean the same scraping, which
 * is how a reload finds out what changed. Safe for any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.relabel}.
 */
@NullMarked
package dev.deucalion.scrape.options;

import org.jspecify.annotations.NullMarked;
