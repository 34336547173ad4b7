/**
 * The commands {@code tsdb}: they read a data directory without changing it, through {@link
 * dev.deucalion.server.cli.tsdb.DirectoryReader}, and make blocks of samples from elsewhere, by
 * {@link dev.deucalion.server.cli.tsdb.BlockImport}. Each {@code Tsdb…} class and {@code Import…}
 * class is a command. Builds on {@code tsdb} and its blocks. One thread.
 */
@NullMarked
package dev.deucalion.server.cli.tsdb;

import org.jspecify.annotations.NullMarked;
