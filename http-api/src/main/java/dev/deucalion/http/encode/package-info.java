/**
 * Writes answers byte by byte, without a tree between: {@link dev.deucalion.http.encode.JsonWriter}
 * over a {@link dev.deucalion.http.encode.PageSink}. Numbers, times and escapes have the forms that
 * Prometheus gives them. Builds on nothing; an instance belongs to one thread.
 *
 * <p>May depend on: {@code model.labels}, {@code model.time}.
 */
@NullMarked
package dev.deucalion.http.encode;

import org.jspecify.annotations.NullMarked;
