/**
 * Logs in the two formats of Prometheus, logfmt and JSON, on standard error. {@link
 * dev.deucalion.server.logging.LogProvider} is what the programs have SLF4J take; {@link
 * dev.deucalion.server.logging.LogSettings} holds level, format and output for the whole process.
 * Any thread; a line is written whole.
 */
@NullMarked
package dev.deucalion.server.logging;

import org.jspecify.annotations.NullMarked;
