/**
 * Finding targets: a {@link dev.deucalion.scrape.discovery.Discoverer} tells a listener about
 * {@link dev.deucalion.scrape.discovery.TargetGroup}s, from a thread of its own where it has to
 * wait for something.
 *
 * <p>To add a mechanism: a record in {@code options} that {@code DiscoveryOptions} permits, a
 * package here with its {@code Discoverer}, and a case in {@link
 * dev.deucalion.scrape.discovery.Discoverers}, which does not compile without it.
 *
 * <p>May depend on: {@code model.labels}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.discovery;

import org.jspecify.annotations.NullMarked;
