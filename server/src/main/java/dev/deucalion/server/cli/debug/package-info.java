/**
 * The commands {@code debug}: {@link dev.deucalion.server.cli.debug.DebugCommands} collects
 * profiles and metrics of a server in an archive, which {@link
 * dev.deucalion.server.cli.debug.TarArchive} writes. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.debug;

import org.jspecify.annotations.NullMarked;
