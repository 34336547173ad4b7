package dev.deucalion.server.cli.query;

import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.query.ApiClient.Parameter;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.flags.FlagType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code query labels}: which values a label has. */
public final class QueryLabels {
  private static final Argument<String> NAME =
      Argument.required("name", FlagType.TEXT, "Label name to provide label values for.");

  private final Console console;

  private QueryLabels(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "labels",
        "Run labels query.",
        List.of(QueryFlags.START, QueryFlags.END, QueryFlags.MATCH),
        List.of(QueryFlags.SERVER, NAME),
        new QueryLabels(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    long nowMs = console.clock().nowMs();
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(ApiClient.time("start", QueryFlags.startMs(line.get(QueryFlags.START), nowMs)));
    parameters.add(ApiClient.time("end", QueryFlags.endMs(line.get(QueryFlags.END), nowMs)));
    line.get(QueryFlags.MATCH)
        .forEach(selector -> parameters.add(new Parameter("match[]", selector)));
    String path = "/api/v1/label/" + ApiClient.escape(line.get(NAME)) + "/values";
    try (ApiClient api = ApiClient.open(line, line.get(QueryFlags.SERVER), Map.of(), console)) {
      var answer = api.get(path, parameters);
      for (String warning : answer.get("warnings").texts()) {
        console.err().println("query warning: " + warning);
      }
      console.out().print(AnswerFormat.of(line).texts(answer.get("data")));
      return ExitCode.OK;
    }
  }
}
