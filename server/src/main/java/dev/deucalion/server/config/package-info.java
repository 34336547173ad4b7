/**
 * The configuration file: {@link dev.deucalion.server.config.ConfigReader} reads {@code
 * prometheus.yml} strictly into {@link dev.deucalion.server.config.ServerConfig}, whose parts are
 * the option records of the modules. One reader class a section; inheritance from {@code global}
 * happens here and nowhere else. Sections that the program does not have yet are refused by name.
 *
 * <p>To add a key: read it in the reader of its section, in the order in which Prometheus prints
 * it, into a field of the module's option record. To make a later section work: take it off {@link
 * dev.deucalion.server.config.LaterSections} and give it a reader.
 */
@NullMarked
package dev.deucalion.server.config;

import org.jspecify.annotations.NullMarked;
