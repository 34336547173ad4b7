/**
 * What is scraped: {@link dev.deucalion.scrape.target.TargetBuilder} makes {@link
 * dev.deucalion.scrape.target.Target}s from what discovery found and a job's options. Values only;
 * safe for any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.relabel}, {@code model.time},
 * {@code scrape.discovery}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.target;

import org.jspecify.annotations.NullMarked;
