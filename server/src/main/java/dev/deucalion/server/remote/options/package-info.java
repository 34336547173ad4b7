/**
 * What is configured of remote ends: {@link dev.deucalion.server.remote.options.RemoteWriteOptions}
 * and {@link dev.deucalion.server.remote.options.RemoteReadOptions}. Immutable values.
 *
 * <p>May depend on: {@code model.labels}, {@code model.relabel}, {@code scrape.aws}, {@code
 * scrape.options}.
 */
@NullMarked
package dev.deucalion.server.remote.options;

import org.jspecify.annotations.NullMarked;
