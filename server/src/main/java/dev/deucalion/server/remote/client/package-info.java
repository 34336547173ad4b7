/**
 * Sends requests to remote ends and judges their answers: {@link
 * dev.deucalion.server.remote.client.WriteClient} for remote write. A client blocks the virtual
 * thread that calls it.
 *
 * <p>May depend on: {@code model.time}, {@code scrape.aws}, {@code scrape.discovery}, {@code
 * scrape.http}, {@code scrape.options}, {@code server.remote.message}, {@code
 * server.remote.options}.
 */
@NullMarked
package dev.deucalion.server.remote.client;

import org.jspecify.annotations.NullMarked;
