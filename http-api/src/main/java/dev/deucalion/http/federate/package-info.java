/**
 * Lets another server scrape what this one has: {@link dev.deucalion.http.federate.FederateHandler}
 * takes the newest sample of each series that matches and writes it in the text format or in
 * protobuf.
 *
 * <p>Reading and writing run on the bounded pool of the API's evaluations.
 *
 * <p>May depend on: {@code http.api}, {@code http.exchange}, {@code http.encode}, {@code
 * http.source}, {@code model.histogram}, {@code model.labels}, {@code model.sample}, {@code
 * model.time}, {@code model.wire}, {@code promql}, {@code promql.parser}, {@code storage}.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/federation/">Federation</a>
 */
@NullMarked
package dev.deucalion.http.federate;

import org.jspecify.annotations.NullMarked;
