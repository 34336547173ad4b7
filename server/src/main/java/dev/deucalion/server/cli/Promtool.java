package dev.deucalion.server.cli;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandParser;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.CommandUsage;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.LineException;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.logging.LogFormat;
import dev.deucalion.server.logging.LogSettings;
import dev.deucalion.server.version.ProgramVersion;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.slf4j.event.Level;

/** The program {@code promtool}. */
public final class Promtool {
  private static final int OUTPUT_BUFFER_BYTES = 1 << 16;

  private Promtool() {}

  public static void main(String[] args) {
    LogSettings.toStandardError(Level.ERROR, LogFormat.LOGFMT).install();
    OutputStream buffered =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUTPUT_BUFFER_BYTES);
    PrintStream out = new PrintStream(buffered, false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new OrderedErrors(System.err, out), true, StandardCharsets.UTF_8);
    Console console =
        new Console(System.in, out, err, Clock.SYSTEM, System::nanoTime, System.getenv());
    int exitCode = run(List.of(args), console);
    out.flush();
    System.exit(exitCode);
  }

  /** Runs a command to its end; returns the exit code. */
  public static int run(List<String> args, Console console) {
    CommandSpec program = Commands.promtool(console);
    Invocation invocation;
    try {
      invocation = CommandParser.parse(program, args);
    } catch (LineException e) {
      console.err().println(program.name() + ": error: " + e.getMessage() + ", try --help");
      return ExitCode.FAILED;
    }
    return switch (invocation.request()) {
      case HELP -> {
        console.out().print(CommandUsage.of(invocation.path()));
        yield ExitCode.OK;
      }
      case VERSION -> {
        console.out().print(ProgramVersion.load().describe());
        yield ExitCode.OK;
      }
      case RUN -> run(invocation, console);
    };
  }

  private static int run(Invocation invocation, Console console) {
    try {
      return invocation.run();
    } catch (CommandException e) {
      console.err().println(e.getMessage());
      return ExitCode.FAILED;
    } catch (InvalidPathException e) {
      console.err().println(FileFailure.describe(e));
      return ExitCode.FAILED;
    }
  }
}
