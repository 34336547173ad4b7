package dev.deucalion.server.cli.tool;

import dev.deucalion.model.time.Clock;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What surrounds a command. Files are those of the process.
 *
 * @param clock tells the time of day
 * @param nanoTime a clock as {@link System#nanoTime}, for how long something takes
 * @param environment environment variables
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Clock clock,
    LongSupplier nanoTime,
    Map<String, String> environment) {
  public Console {
    environment = Map.copyOf(environment);
  }
}
