/**
 * The configuration file: {@link dev.deucalion.server.config.ConfigReader} reads {@code
 * prometheus.yml} strictly into {@link dev.deucalion.server.config.ServerConfig}, whose parts are
 * the option records of the modules. One reader class a section; inheritance from {@code global}
 * happens here and nowhere else. Sections that the program does not have yet are read and checked,
 * too, and noted as unsupported: no server starts on them.
 *
 * <p>To add a key: read it in the reader of its section, in the order in which Prometheus prints
 * it, into a field of the module's option record. To make a later section work: let its reader make
 * options instead of noting it as unsupported.
 */
@NullMarked
package dev.deucalion.server.config;

import org.jspecify.annotations.NullMarked;
