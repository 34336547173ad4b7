/**
 * Containers as targets: {@link dev.deucalion.scrape.discovery.docker.DockerRefresh} asks the
 * daemon, on the thread of its discoverer.
 *
 * <p>May depend on: {@code model.labels}, {@code model.stats}, {@code model.time}, {@code
 * scrape.discovery}, {@code scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.discovery.docker;

import org.jspecify.annotations.NullMarked;
