/**
 * Reads remote ends as if they were part of the store: {@link
 * dev.deucalion.server.remote.read.RemoteReads} stands before the local store and asks the ends
 * that are configured, through a {@link dev.deucalion.server.remote.read.ReadClient} each. An end
 * that cannot be read is a warning of the query. Any thread; a query has a virtual thread for each
 * end and waits for the answers, which count as memory of the query.
 *
 * <p>May depend on: {@code model.labels}, {@code model.histogram}, {@code model.stats}, {@code
 * model.time}, {@code model.wire}, {@code storage}, {@code tsdb.chunk}, {@code tsdb.merge}, {@code
 * http.receive}, {@code scrape.http}, {@code scrape.options}, {@code server.remote.options}.
 */
@NullMarked
package dev.deucalion.server.remote.read;

import org.jspecify.annotations.NullMarked;
