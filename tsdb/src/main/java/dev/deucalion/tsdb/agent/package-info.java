/**
 * The store of an agent: a log that others send on, and of each series only what it takes to refuse
 * samples that are too old. It answers no queries.
 *
 * <p>{@link dev.deucalion.tsdb.agent.AgentStore} is the way in. Any thread may fill batches; they
 * are committed one after another, and a thread of the store shortens the log. The log is that of
 * the other store, in the same format and place, {@code wal} in the data directory.
 *
 * <p>May depend on: {@code model.exemplar}, {@code model.histogram}, {@code model.labels}, {@code
 * model.metadata}, {@code model.stats}, {@code model.time}, {@code storage}, {@code tsdb.batch},
 * {@code tsdb.exemplar}, {@code tsdb.file}, {@code tsdb.index}, {@code tsdb.ref}, {@code tsdb.wal}.
 */
@NullMarked
package dev.deucalion.tsdb.agent;

import org.jspecify.annotations.NullMarked;
