/**
 * The command line: every flag of Prometheus as a {@link dev.deucalion.server.flags.Flag} record in
 * one of the tables ({@code WebFlags}, {@code StorageFlags}, ...), listed by {@link
 * dev.deucalion.server.flags.AllFlags}. {@link dev.deucalion.server.flags.CommandLine} reads
 * arguments by the rules of kingpin, the library that Prometheus uses.
 *
 * <p>To add a flag: a constant in the table of its area, in the table's {@code ALL}; its value is
 * then {@code flags.get(THE_CONSTANT)}, and help and {@code /api/v1/status/flags} show it.
 *
 * <p>May depend on: {@code model.labels}, {@code server.failure}, {@code server.units}.
 */
@NullMarked
package dev.deucalion.server.flags;

import org.jspecify.annotations.NullMarked;
