package dev.deucalion.server.cli.query;

import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ToolFlags;
import java.util.List;

/** The commands {@code query}. */
public final class QueryCommands {
  private QueryCommands() {}

  /** All of them. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.group(
        "query",
        "Run query against a Prometheus server.",
        List.of(AnswerFormat.FORMAT, ToolFlags.HTTP_CONFIG),
        QueryInstant.spec(console),
        QueryRange.spec(console),
        QuerySeries.spec(console),
        QueryLabels.spec(console),
        QueryAnalyze.spec(console));
  }
}
