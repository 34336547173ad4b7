package dev.deucalion.server.cli.query;

import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.query.ApiClient.Parameter;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.flags.FlagType;
import java.util.List;

/** {@code query instant}: the value of a query at one time. */
public final class QueryInstant {
  private static final Option<String> TIME =
      Option.of("time", FlagType.TEXT, "Query evaluation time (RFC3339 or Unix timestamp).");

  private final Console console;

  private QueryInstant(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "instant",
        "Run instant query.",
        List.of(TIME, QueryFlags.HEADER),
        List.of(QueryFlags.SERVER, QueryFlags.EXPR),
        new QueryInstant(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    long timeMs = QueryFlags.timeMs(line.get(TIME), console.clock().nowMs(), "evaluation");
    try (ApiClient api =
        ApiClient.open(line, line.get(QueryFlags.SERVER), line.get(QueryFlags.HEADER), console)) {
      var answer =
          api.ask(
              "/api/v1/query",
              List.of(
                  new Parameter("query", line.get(QueryFlags.EXPR)),
                  ApiClient.time("time", timeMs)));
      console.out().print(AnswerFormat.of(line).value(answer.get("data")));
      return ExitCode.OK;
    }
  }
}
