/**
 * Finds names that resemble what a user has typed, for the search API. {@link
 * dev.deucalion.http.search.Scorer} says how well a name fits; {@link
 * dev.deucalion.http.search.Hits} picks the names that fit, in the order asked for. Scores are, to
 * the bit, those of Prometheus.
 *
 * <p>Objects belong to the thread of one request.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.http.search;

import org.jspecify.annotations.NullMarked;
