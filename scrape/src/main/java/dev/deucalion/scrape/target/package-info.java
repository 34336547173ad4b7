/**
 * What is scraped: {@link dev.deucalion.scrape.target.TargetBuilder} makes {@link
 * dev.deucalion.scrape.target.Target}s from what discovery found and a job's options. Values only;
 * safe for any thread. Builds on {@code options} and {@code discovery}.
 */
@NullMarked
package dev.deucalion.scrape.target;

import org.jspecify.annotations.NullMarked;
