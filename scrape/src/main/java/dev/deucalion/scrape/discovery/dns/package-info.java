/**
 * Targets in the domain name system: {@link dev.deucalion.scrape.discovery.dns.DnsRefresh} looks
 * names up through {@link dev.deucalion.scrape.discovery.dns.DnsClient}, which speaks the protocol,
 * on the thread of its discoverer.
 *
 * <p>May depend on: {@code model.labels}, {@code model.stats}, {@code model.time}, {@code
 * scrape.discovery}, {@code scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.discovery.dns;

import org.jspecify.annotations.NullMarked;
