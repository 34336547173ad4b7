/**
 * Amazon's machines as targets: {@link dev.deucalion.scrape.discovery.ec2.Ec2Refresh} asks the API
 * with requests signed by {@link dev.deucalion.scrape.aws.SigV4}, on the thread of its discoverer.
 *
 * <p>May depend on: {@code model.labels}, {@code model.stats}, {@code model.time}, {@code
 * scrape.aws}, {@code scrape.discovery}, {@code scrape.http}, {@code scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.discovery.ec2;

import org.jspecify.annotations.NullMarked;
