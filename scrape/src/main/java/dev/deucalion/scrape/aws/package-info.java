/**
 * Says to Amazon's services who asks: {@link dev.deucalion.scrape.aws.AwsCredentials} knows the
 * keys, {@link dev.deucalion.scrape.aws.SigV4} signs requests with them. Used by discovery, by
 * remote write and by what tells Alertmanagers of alerts.
 *
 * <p>May depend on: {@code model.time}, {@code scrape.discovery}, {@code scrape.http}, {@code
 * scrape.options}.
 */
@NullMarked
package dev.deucalion.scrape.aws;

import org.jspecify.annotations.NullMarked;
