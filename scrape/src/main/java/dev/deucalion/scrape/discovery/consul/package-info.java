/**
 * Targets that Consul knows: {@link dev.deucalion.scrape.discovery.consul.ConsulDiscoverer} watches
 * the catalogue and each service, each on a thread of its own.
 *
 * <p>May depend on: {@code model.labels}, {@code model.stats}, {@code model.time}, {@code
 * scrape.discovery}, {@code scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.discovery.consul;

import org.jspecify.annotations.NullMarked;
