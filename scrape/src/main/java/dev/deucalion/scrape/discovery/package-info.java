/**
 * Finding targets: {@link dev.deucalion.scrape.discovery.DiscoveryManager} runs a {@link
 * dev.deucalion.scrape.discovery.Discoverer} for each of the options it is given, gathers the
 * {@link dev.deucalion.scrape.discovery.TargetGroup}s they tell it, from threads of their own, and
 * passes them on in batches.
 *
 * <p>To add a mechanism: a package with its options (a record that is {@code DiscoveryOptions}),
 * its {@code Discoverer} and its {@link dev.deucalion.scrape.discovery.DiscoveryMechanism}, which
 * is named in {@code META-INF/services}; nothing here changes. Most mechanisms only look now and
 * then; those are a {@link dev.deucalion.scrape.discovery.Refresh} for a {@link
 * dev.deucalion.scrape.discovery.RefreshingDiscoverer}. The configuration file is read by a reader
 * class of the program.
 *
 * <p>May depend on: {@code model.labels}, {@code model.stats}, {@code model.time}, {@code
 * scrape.options}, {@code scrape.http}.
 */
@NullMarked
package dev.deucalion.scrape.discovery;

import org.jspecify.annotations.NullMarked;
