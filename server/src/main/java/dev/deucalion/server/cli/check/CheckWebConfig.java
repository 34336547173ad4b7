package dev.deucalion.server.cli.check;

import dev.deucalion.http.security.AccessGate;
import dev.deucalion.http.security.ServerTls;
import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.config.web.WebConfigFile;
import java.util.List;

/** {@code check web-config}: whether web configurations, certificates included, can be used. */
public final class CheckWebConfig {
  private static final Argument<List<String>> FILES =
      Argument.required(
          "web-config-files", ValueTypes.EXISTING_FILES, "The config files to check.");

  private final Console console;

  private CheckWebConfig(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "web-config",
        "Check if the web config files are valid or not.",
        List.of(),
        List.of(FILES),
        new CheckWebConfig(console)::run);
  }

  private int run(Invocation line) {
    Verdict verdict = Verdict.GOOD;
    for (String file : line.get(FILES)) {
      try {
        check(new WebConfigFile(file));
        console.err().println(file + " SUCCESS");
      } catch (WebConfigException e) {
        console.err().println(file + " FAILED: " + e.getMessage());
        verdict = Verdict.BAD;
      }
    }
    return verdict.exitCode(false);
  }

  private static void check(WebConfigSource source) throws WebConfigException {
    WebConfig config = source.current();
    AccessGate.check(config);
    if (config.tls() != null) {
      new ServerTls(source, config.http2()).newEngine();
    }
  }
}
