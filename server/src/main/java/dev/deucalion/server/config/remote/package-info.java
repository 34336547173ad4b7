/**
 * Reads the sections about remote ends: {@link
 * dev.deucalion.server.config.remote.RemoteWriteReader} and {@link
 * dev.deucalion.server.config.remote.RemoteReadReader}. One thread at a time.
 */
@NullMarked
package dev.deucalion.server.config.remote;

import org.jspecify.annotations.NullMarked;
