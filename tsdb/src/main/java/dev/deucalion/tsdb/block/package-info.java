/**
 * Blocks: immutable stretches of time on disk, in Prometheus' format ({@code docs/formats/}).
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code model.time}, {@code
 * storage}, {@code tsdb.chunk}, {@code tsdb.index}, {@code tsdb.file}.
 */
@NullMarked
package dev.deucalion.tsdb.block;

import org.jspecify.annotations.NullMarked;
