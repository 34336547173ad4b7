/**
 * Scraping: {@link dev.deucalion.scrape.ScrapeManager} keeps a {@link
 * dev.deucalion.scrape.ScrapePool} for each job, a pool keeps a {@link
 * dev.deucalion.scrape.ScrapeLoop} for each target, and a loop fetches, parses and commits, each on
 * a virtual thread of its own. A platform thread of {@link dev.deucalion.scrape.WakeUps} wakes the
 * loops at their moments.
 *
 * <p>Builds on {@code options}, {@code discovery}, {@code target}, {@code http}, {@code ingest} and
 * {@code exposition}, none of which know this package.
 */
@NullMarked
package dev.deucalion.scrape;

import org.jspecify.annotations.NullMarked;
