/**
 * What an embedded Prometheus scrapes without a network: an {@link
 * dev.deucalion.testing.source.ExpositionSource} hands over what a target shows when it is asked,
 * and {@link dev.deucalion.testing.source.PrometheusRegistries} makes one of a registry of the
 * Prometheus Java client. Called on the thread that turns the clock.
 *
 * <p>May depend on: {@code scrape.http}.
 */
@NullMarked
package dev.deucalion.testing.source;

import org.jspecify.annotations.NullMarked;
