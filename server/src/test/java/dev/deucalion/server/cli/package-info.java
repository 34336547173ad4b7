/**
 * The commands of promtool, run in the process: {@link dev.deucalion.server.cli.ToolRun} runs one.
 */
@NullMarked
package dev.deucalion.server.cli;

import org.jspecify.annotations.NullMarked;
