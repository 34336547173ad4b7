/**
 * What an embedded Prometheus scrapes without a network: an {@link
 * dev.deucalion.testing.source.ExpositionSource} hands over what a target shows when it is asked,
 * and {@link dev.deucalion.testing.source.PrometheusRegistries} and {@link
 * dev.deucalion.testing.source.MicrometerRegistries} make one of a registry. Called on the thread
 * that turns the clock.
 *
 * <p>May depend on: {@code model.wire}, {@code scrape.http}.
 */
@NullMarked
package dev.deucalion.testing.source;

import org.jspecify.annotations.NullMarked;
