/**
 * Says to Amazon's services who asks: {@link dev.deucalion.scrape.aws.AwsCredentials} knows the
 * keys, {@link dev.deucalion.scrape.aws.SigV4} signs requests with them. Used by discovery and by
 * remote write.
 *
 * <p>May depend on: {@code model.time}, {@code scrape.discovery}, {@code scrape.http}, {@code
 * scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.aws;

import org.jspecify.annotations.NullMarked;
