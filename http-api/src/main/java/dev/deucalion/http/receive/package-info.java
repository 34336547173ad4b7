/**
 * Takes samples that clients send. {@link dev.deucalion.http.receive.RemoteWriteHandler} answers
 * remote writes: it unpacks a body into a reused buffer, and a decoder for each of the two messages
 * walks the bytes in place and hands samples to a {@link dev.deucalion.http.receive.SeriesWriter},
 * which knows the store's refs of series by a hash of the bytes that name them. Nothing is made for
 * a sample; only series that are new become {@code Labels}.
 *
 * <p>A request runs on its own thread with a {@link dev.deucalion.http.receive.WriteWorker}, of
 * which there are a few; the table of known series is shared by all.
 *
 * <p>May depend on: {@code http.exchange}, {@code http.encode}, {@code model.exemplar}, {@code
 * model.histogram}, {@code model.labels}, {@code model.metadata}, {@code model.time}, {@code
 * model.wire}, {@code storage}.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec_2_0/">Remote write 2.0</a>
 */
@NullMarked
package dev.deucalion.http.receive;

import org.jspecify.annotations.NullMarked;
