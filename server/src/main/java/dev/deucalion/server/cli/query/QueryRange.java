package dev.deucalion.server.cli.query;

import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.query.ApiClient.Parameter;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.flags.FlagType;
import java.math.BigDecimal;
import java.util.List;

/** {@code query range}: the values of a query over a span of time. */
public final class QueryRange {
  private static final Option<Long> STEP =
      Option.of("step", FlagType.GO_DURATION, "Query step size (duration).");

  private static final long DEFAULT_SPAN_MS = 300_000;
  private static final long DEFAULT_STEPS = 250;
  private static final long SECOND_MS = 1_000;
  private static final int NANO_DIGITS = 9;

  private final Console console;

  private QueryRange(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "range",
        "Run range query.",
        List.of(QueryFlags.HEADER, QueryFlags.START, QueryFlags.END, STEP),
        List.of(QueryFlags.SERVER, QueryFlags.EXPR),
        new QueryRange(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    long endMs = QueryFlags.timeMs(line.get(QueryFlags.END), console.clock().nowMs(), "end");
    long startMs = QueryFlags.timeMs(line.get(QueryFlags.START), endMs - DEFAULT_SPAN_MS, "start");
    if (startMs >= endMs) {
      throw new CommandException("start time is not before end time");
    }
    long stepNanos = line.get(STEP);
    String step =
        stepNanos == 0
            ? String.valueOf(Math.max((endMs - startMs) / SECOND_MS / DEFAULT_STEPS, 1))
            : BigDecimal.valueOf(stepNanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
    try (ApiClient api =
        ApiClient.open(line, line.get(QueryFlags.SERVER), line.get(QueryFlags.HEADER), console)) {
      var answer =
          api.ask(
              "/api/v1/query_range",
              List.of(
                  new Parameter("query", line.get(QueryFlags.EXPR)),
                  ApiClient.time("start", startMs),
                  ApiClient.time("end", endMs),
                  new Parameter("step", step)));
      console.out().print(AnswerFormat.of(line).value(answer.get("data")));
      return ExitCode.OK;
    }
  }
}
