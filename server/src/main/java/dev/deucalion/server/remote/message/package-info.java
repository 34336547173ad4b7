/**
 * What is sent by remote write: {@link dev.deucalion.server.remote.message.SampleBatch} collects
 * the samples of one request, and a {@link dev.deucalion.server.remote.message.RequestEncoder}
 * makes a message of version 1 or 2 of it. Nothing is allocated for a sample. A batch and an
 * encoder belong to one thread at a time.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code model.exemplar}, {@code
 * model.metadata}, {@code model.wire}, {@code http.read}, {@code server.remote.options}.
 */
@NullMarked
package dev.deucalion.server.remote.message;

import org.jspecify.annotations.NullMarked;
