package dev.deucalion.server.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Tool {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * How a program ended.
   *
   * @param output what it wrote, errors included
   */
  record Result(int exitCode, String output) {}

  private Tool() {}

  /**
   * Runs a command.
   *
   * @param input what it reads from standard input
   * @param directory for the files of its input and output
   */
  static Result run(Path directory, String input, List<String> command) {
    return run(directory, input, LIMIT, command);
  }

  /** As {@link #run(Path, String, List)}, with a limit of time of its own. */
  static Result run(Path directory, String input, Duration limit, List<String> command) {
    try {
      Path in = Files.createTempFile(directory, "tool", ".in");
      Path out = Files.createTempFile(directory, "tool", ".out");
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end:\n" + Files.readString(out));
      }
      return new Result(process.exitValue(), Files.readString(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
