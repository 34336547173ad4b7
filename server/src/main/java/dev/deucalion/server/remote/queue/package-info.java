/**
 * Sends what the log says to remote ends. A {@link dev.deucalion.server.remote.queue.WriteQueue}
 * serves one end:
 *
 * <pre>
 * LogFollower   one platform thread: reads the log, relabels new series ({@link
 *               dev.deucalion.server.remote.queue.SeriesTable}), gives samples to shards
 * Shard         batches that wait, in the order of their samples; a series has one shard
 * BatchSender   one virtual thread a shard: encodes, sends, waits and sends again
 * QueueUpkeep   one virtual thread: works out how many shards it takes
 * MetadataSender  one virtual thread, where it is wanted: tells metadata
 * </pre>
 *
 * <p>{@link dev.deucalion.server.remote.queue.SendProgress} knows up to where in the log all was
 * sent. Where a queue is durable, a {@link dev.deucalion.server.remote.queue.PositionFile} keeps
 * it.
 *
 * <p>May depend on: {@code model.labels}, {@code model.relabel}, {@code model.histogram}, {@code
 * model.exemplar}, {@code model.metadata}, {@code model.stats}, {@code model.time}, {@code
 * model.wire}, {@code scrape.http}, {@code tsdb.file}, {@code tsdb.wal}, {@code
 * server.remote.client}, {@code server.remote.message}, {@code server.remote.options}.
 */
@NullMarked
package dev.deucalion.server.remote.queue;

import org.jspecify.annotations.NullMarked;
