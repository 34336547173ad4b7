package dev.deucalion.server.cli.debug;

import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.Command;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.ToolHttp;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The commands {@code debug}: what a server tells of itself, in an archive. */
public final class DebugCommands {
  private static final Argument<String> SERVER =
      Argument.required("server", FlagType.TEXT, "Prometheus server to get the information from.");

  /** Profiles take half a minute. */
  private static final long TIMEOUT_MS = 120_000;

  private static final String ARCHIVE = "debug.tar.gz";
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private static final List<Endpoint> PROFILES =
      List.of(
          new Endpoint("/debug/pprof/profile?seconds=30", "cpu.pb"),
          new Endpoint("/debug/pprof/block", "block.pb"),
          new Endpoint("/debug/pprof/goroutine", "goroutine.pb"),
          new Endpoint("/debug/pprof/heap", "heap.pb"),
          new Endpoint("/debug/pprof/mutex", "mutex.pb"),
          new Endpoint("/debug/pprof/threadcreate", "threadcreate.pb"),
          new Endpoint("/debug/pprof/trace?seconds=30", "trace.pb"));
  private static final List<Endpoint> METRICS = List.of(new Endpoint("/metrics", "metrics.txt"));

  private final Console console;
  private final Path directory;

  /** Something that is asked of a server, and the name of the file with the answer. */
  private record Endpoint(String path, String file) {}

  private DebugCommands(Console console, Path directory) {
    this.console = console;
    this.directory = directory;
  }

  /**
   * All of them.
   *
   * @param directory where the archive goes
   */
  public static CommandSpec spec(Console console, Path directory) {
    DebugCommands commands = new DebugCommands(console, directory);
    return CommandSpec.group(
        "debug",
        "Fetch debug information.",
        List.of(),
        command("pprof", "Fetch profiling debug information.", l -> commands.run(l, PROFILES)),
        command("metrics", "Fetch metrics debug information.", l -> commands.run(l, METRICS)),
        command(
            "all",
            "Fetch all debug information.",
            line -> {
              List<Endpoint> all = new ArrayList<>(PROFILES);
              all.addAll(METRICS);
              return commands.run(line, all);
            }));
  }

  private static CommandSpec command(String name, String help, Command action) {
    return CommandSpec.command(name, help, List.of(), List.of(SERVER), action);
  }

  private int run(Invocation line, List<Endpoint> endpoints) throws CommandException {
    String server = line.get(SERVER);
    Path file = directory.resolve(ARCHIVE);
    try (ToolHttp http = ToolHttp.open("", console);
        TarArchive archive = new TarArchive(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (Endpoint endpoint : endpoints) {
        String url = server + endpoint.path;
        console.out().println("collecting: " + url);
        HttpResponse answer = fetch(http, url);
        if (!answer.isSuccess()) {
          throw new CommandException("server returned HTTP status " + answer.status());
        }
        archive.add(endpoint.file, uncompressed(answer.body()));
      }
    } catch (IOException e) {
      throw new CommandException("error completing debug command: " + FileFailure.describe(e), e);
    } catch (CommandException e) {
      throw new CommandException("error completing debug command: " + e.getMessage(), e);
    }
    console
        .out()
        .println("Compiling debug information complete, all files written in \"" + ARCHIVE + "\".");
    return ExitCode.OK;
  }

  private static HttpResponse fetch(ToolHttp http, String url) throws CommandException {
    try {
      return http.call(HttpRequest.get(url), TIMEOUT_MS);
    } catch (CommandException e) {
      throw new CommandException("error executing HTTP request: " + e.getMessage(), e);
    }
  }

  /** Profiles come compressed; in the archive, which is compressed itself, they are not. */
  private static byte[] uncompressed(byte[] body) throws IOException {
    boolean compressed =
        body.length > 2 && (body[0] & 0xff) == GZIP_MAGIC_1 && (body[1] & 0xff) == GZIP_MAGIC_2;
    if (!compressed) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }
}
