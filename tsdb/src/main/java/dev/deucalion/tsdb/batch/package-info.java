/**
 * Batches on their way into a log: {@link dev.deucalion.tsdb.batch.Batch} holds the samples of one
 * in columns and encodes them, {@link dev.deucalion.tsdb.batch.BatchWriter} writes it with the
 * series that the log does not have, {@link dev.deucalion.tsdb.batch.CommitQueue} lets batches that
 * come at once be written as one. Head and agent fill them. A batch belongs to one thread at a
 * time; {@link dev.deucalion.tsdb.batch.BatchAppender} is what appenders of both have in common.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code model.exemplar}, {@code
 * model.metadata}, {@code storage}, {@code tsdb.exemplar}, {@code tsdb.index}, {@code
 * tsdb.outoforder}, {@code tsdb.wal}.
 */
@NullMarked
package dev.deucalion.tsdb.batch;

import org.jspecify.annotations.NullMarked;
