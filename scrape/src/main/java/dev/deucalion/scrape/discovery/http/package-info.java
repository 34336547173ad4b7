/**
 * Targets that a server answers with: {@link dev.deucalion.scrape.discovery.http.HttpRefresh} asks
 * for a list in JSON, on the thread of its discoverer.
 *
 * <p>May depend on: {@code model.labels}, {@code model.stats}, {@code model.time}, {@code
 * scrape.discovery}, {@code scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.discovery.http;

import org.jspecify.annotations.NullMarked;
