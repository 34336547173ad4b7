package dev.deucalion.server.cli.query;

import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.query.ApiClient.Parameter;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code query series}: which series there are. */
public final class QuerySeries {
  private static final Option<List<String>> MATCH = QueryFlags.MATCH.always();

  private final Console console;

  private QuerySeries(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "series",
        "Run series query.",
        List.of(MATCH, QueryFlags.START, QueryFlags.END),
        List.of(QueryFlags.SERVER),
        new QuerySeries(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    long nowMs = console.clock().nowMs();
    List<Parameter> parameters = new ArrayList<>();
    line.get(MATCH).forEach(selector -> parameters.add(new Parameter("match[]", selector)));
    parameters.add(ApiClient.time("start", QueryFlags.startMs(line.get(QueryFlags.START), nowMs)));
    parameters.add(ApiClient.time("end", QueryFlags.endMs(line.get(QueryFlags.END), nowMs)));
    try (ApiClient api = ApiClient.open(line, line.get(QueryFlags.SERVER), Map.of(), console)) {
      var answer = api.ask("/api/v1/series", parameters);
      console.out().print(AnswerFormat.of(line).series(answer.get("data")));
      return ExitCode.OK;
    }
  }
}
