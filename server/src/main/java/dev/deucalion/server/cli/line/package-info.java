/**
 * Command lines with commands below commands, by the rules of kingpin. {@link
 * dev.deucalion.server.cli.line.CommandSpec} says what a command takes, {@link
 * dev.deucalion.server.cli.line.CommandParser} reads arguments by it into an {@link
 * dev.deucalion.server.cli.line.Invocation}, and {@link dev.deucalion.server.cli.line.CommandUsage}
 * prints it. Builds on {@code server.flags} for the types of values. Any thread.
 *
 * <p>May depend on: {@code server.flags}, {@code server.failure}, {@code model.labels}.
 */
@NullMarked
package dev.deucalion.server.cli.line;

import org.jspecify.annotations.NullMarked;
