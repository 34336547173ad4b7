/**
 * The restart file: what the head had in memory at a position of the log, so that a start need not
 * replay what came before ({@code docs/formats/restart.md}). It is never the truth, and Prometheus
 * passes it over.
 *
 * <p>{@link dev.deucalion.tsdb.restart.RestartWriter} writes one, {@link
 * dev.deucalion.tsdb.restart.RestartFile} finds it, checks it against the log and reads it. Builds
 * on {@code tsdb.file}. Each object is for one thread.
 *
 * <p>May depend on: {@code model.labels}, {@code tsdb.chunk}, {@code tsdb.file}, {@code tsdb.wal}.
 */
@NullMarked
package dev.deucalion.tsdb.restart;

import org.jspecify.annotations.NullMarked;
