/**
 * Remote ends: {@link dev.deucalion.server.remote.RemoteWrites} sends to those that are configured,
 * each through a queue of {@code server.remote.queue}. Any thread.
 *
 * <p>May depend on: {@code model.labels}, {@code scrape.http}, {@code tsdb.file}, {@code tsdb.wal},
 * {@code server.remote.options}, {@code server.remote.queue}.
 */
@NullMarked
package dev.deucalion.server.remote;

import org.jspecify.annotations.NullMarked;
