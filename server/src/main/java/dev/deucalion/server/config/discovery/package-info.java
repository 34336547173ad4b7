/**
 * Reads how targets are found: {@link dev.deucalion.server.config.discovery.DiscoveriesReader}
 * takes all lists of a section, {@link dev.deucalion.server.config.discovery.DiscoveryTable} knows
 * the reader of each. Mechanisms that the program does not have are read and checked like the
 * others, and noted as unsupported.
 *
 * <p>To add a mechanism: a reader class here that makes its options, and its row in the table. One
 * thread at a time.
 */
@NullMarked
package dev.deucalion.server.config.discovery;

import org.jspecify.annotations.NullMarked;
