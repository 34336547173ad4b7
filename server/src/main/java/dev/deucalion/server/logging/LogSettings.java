package dev.deucalion.server.logging;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * What is logged, how and where, for the whole process: SLF4J finds its provider by itself, so this
 * cannot come in through constructors.
 *
 * @param level least severity that is logged
 * @param output where lines go; a failure to write is ignored, there is no one to tell
 * @param time tells the time of a line
 */
public record LogSettings(
    Level level, LogFormat format, OutputStream output, Supplier<Instant> time) {
  private static volatile LogSettings current =
      new LogSettings(Level.INFO, LogFormat.LOGFMT, System.err, Instant::now);

  static LogSettings current() {
    return Objects.requireNonNull(current);
  }

  /** Makes these the settings of the process; returns those that were. */
  public synchronized LogSettings install() {
    LogSettings previous = current;
    current = this;
    return previous;
  }

  /** Settings for standard error and the system's clock. */
  public static LogSettings toStandardError(Level level, LogFormat format) {
    return new LogSettings(level, format, System.err, Instant::now);
  }

  void write(LogLine line) {
    byte[] bytes = format.encode(line).getBytes(StandardCharsets.UTF_8);
    try {
      synchronized (output) {
        output.write(bytes);
        output.flush();
      }
    } catch (java.io.IOException e) {
      return;
    }
  }
}
