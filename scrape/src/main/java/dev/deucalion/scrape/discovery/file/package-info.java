/**
 * Targets in files: {@link dev.deucalion.scrape.discovery.file.FileDiscoverer} reads them, on a
 * thread of its own, whenever something happens in their directories.
 *
 * <p>May depend on: {@code model.labels}, {@code model.stats}, {@code model.time}, {@code
 * scrape.discovery}, {@code scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.discovery.file;

import org.jspecify.annotations.NullMarked;
