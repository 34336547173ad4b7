/**
 * Work of one query spread over threads, with results in a fixed order.
 *
 * <p>{@link dev.deucalion.promql.shard.WorkPool} has the threads, which all queries of an engine
 * share; {@link dev.deucalion.promql.shard.OrderedBlocks} has a number of blocks computed by them
 * and by the thread of the query, and hands them over one after the other. Knows nothing of PromQL.
 *
 * <p>May depend on: nothing.
 */
@NullMarked
package dev.deucalion.promql.shard;

import org.jspecify.annotations.NullMarked;
