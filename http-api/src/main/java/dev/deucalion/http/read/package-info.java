/**
 * Serves remote reads: {@link dev.deucalion.http.read.RemoteReadHandler} takes a request apart and
 * answers with samples in one message, or streams chunks, a frame for each series or a part of one.
 *
 * <p>Reading and encoding run on the bounded pool of the API's evaluations.
 *
 * <p>May depend on: {@code http.api}, {@code http.exchange}, {@code http.encode}, {@code
 * http.receive}, {@code model.histogram}, {@code model.labels}, {@code model.wire}, {@code
 * storage}, {@code tsdb.chunk}, {@code promql}.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/remote_read_api/">Remote
 *     read</a>
 */
@NullMarked
package dev.deucalion.http.read;

import org.jspecify.annotations.NullMarked;
