/**
 * Loading the configuration, at start and again: {@link dev.deucalion.server.reload.Reloader} reads
 * it from a {@link dev.deucalion.server.reload.ConfigSource} and hands it to the parts of the
 * program; {@link dev.deucalion.server.reload.AutoReload} does so when the file changes. Any thread
 * may ask; one reload runs at a time.
 */
@NullMarked
package dev.deucalion.server.reload;

import org.jspecify.annotations.NullMarked;
