package dev.deucalion.server.cli;

import dev.deucalion.server.cli.tool.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A run of promtool in this process.
 *
 * @param out what it printed
 * @param err what it said of errors
 */
public record ToolRun(int exitCode, String out, String err) {
  /** What the clock of every run says. */
  public static final long NOW_MS = 1_700_000_000_000L;

  /** Runs a command without input. */
  public static ToolRun of(String... args) {
    return reading("", args);
  }

  /** Runs a command that reads a text from standard input. */
  public static ToolRun reading(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            () -> NOW_MS,
            System::nanoTime,
            Map.of());
    int exitCode = Promtool.run(List.of(args), console);
    return new ToolRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
