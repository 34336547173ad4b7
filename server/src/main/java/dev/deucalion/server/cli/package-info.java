/**
 * The command-line tool {@code promtool}: {@link dev.deucalion.server.cli.Promtool} is the program
 * and {@link dev.deucalion.server.cli.Commands} the tree of its commands, each of which is a class
 * of the package of its family. {@code line} reads command lines, {@code tool} has what commands
 * share.
 *
 * <p>To add a command: write a class with a method {@code spec} that returns its {@link
 * dev.deucalion.server.cli.line.CommandSpec}, name it in {@code Commands}, and describe it in
 * {@code docs/operating/promtool.md}. Commands take what surrounds them from a {@link
 * dev.deucalion.server.cli.tool.Console} and return exit codes. One thread.
 */
@NullMarked
package dev.deucalion.server.cli;

import org.jspecify.annotations.NullMarked;
