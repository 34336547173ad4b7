/**
 * The wire format of Protocol Buffers, read in place and written without generated classes:
 * messages that carry samples are walked field by field, so that no object stands for a sample.
 *
 * <p>Start with {@link dev.deucalion.model.wire.WireReader}. What a field means is the business of
 * the package that walks the message. Readers and writers belong to one thread at a time.
 *
 * <p>May depend on: nothing.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding of Protocol Buffers</a>
 */
@NullMarked
package dev.deucalion.model.wire;

import org.jspecify.annotations.NullMarked;
