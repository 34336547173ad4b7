package dev.deucalion.server.cli.tsdb;

import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.tool.Console;
import java.util.List;

/** The commands {@code tsdb}. */
public final class TsdbCommands {
  private TsdbCommands() {}

  /** All of them. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.group(
        "tsdb",
        "Run tsdb commands.",
        List.of(),
        TsdbBench.spec(console),
        TsdbAnalyze.spec(console),
        TsdbList.spec(console),
        TsdbDump.spec(console),
        TsdbDump.openMetrics(console),
        CommandSpec.group(
            "create-blocks-from",
            "[Experimental] Import samples from input and produce TSDB blocks. Please refer to the"
                + " storage docs for more details.",
            List.of(TsdbFlags.HUMAN, BlockSpans.QUIET, BlockSpans.MAX_DURATION),
            ImportOpenMetrics.spec(console),
            ImportRules.spec(console)));
  }
}
