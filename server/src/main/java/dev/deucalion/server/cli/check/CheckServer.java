package dev.deucalion.server.cli.check;

import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.cli.tool.ToolHttp;
import java.util.List;

/** {@code check healthy} and {@code check ready}: what a server says of itself. */
public final class CheckServer {
  private static final long TIMEOUT_MS = 10_000;
  private static final int HTTP_OK = 200;

  private final Console console;
  private final String path;

  private CheckServer(Console console, String path) {
    this.console = console;
    this.path = path;
  }

  /** The command that asks whether a server is healthy. */
  public static CommandSpec healthy(Console console) {
    return spec("healthy", "Check if the Prometheus server is healthy.", "-/healthy", console);
  }

  /** The command that asks whether a server is ready. */
  public static CommandSpec ready(Console console) {
    return spec("ready", "Check if the Prometheus server is ready.", "-/ready", console);
  }

  private static CommandSpec spec(String name, String help, String path, Console console) {
    return CommandSpec.command(
        name,
        help,
        List.of(ToolFlags.HTTP_CONFIG, ToolFlags.SERVER_URL),
        List.of(),
        new CheckServer(console, path)::run);
  }

  private int run(Invocation line) throws CommandException {
    String base = line.get(ToolFlags.SERVER_URL).toString();
    String url = base.endsWith("/") ? base + path : base + "/" + path;
    try (ToolHttp http = ToolHttp.open(line.get(ToolFlags.HTTP_CONFIG), console)) {
      HttpResponse answer = http.call(HttpRequest.get(url), TIMEOUT_MS);
      if (answer.code() != HTTP_OK) {
        throw new CommandException("check failed: URL=" + base + ", status=" + answer.code());
      }
      console.err().println("  SUCCESS:  " + answer.text());
      return ExitCode.OK;
    }
  }
}
