package dev.deucalion.server.cli;

import dev.deucalion.server.cli.backtest.Backtest;
import dev.deucalion.server.cli.check.CheckConfig;
import dev.deucalion.server.cli.check.CheckDiscovery;
import dev.deucalion.server.cli.check.CheckMetrics;
import dev.deucalion.server.cli.check.CheckRules;
import dev.deucalion.server.cli.check.CheckServer;
import dev.deucalion.server.cli.check.CheckWebConfig;
import dev.deucalion.server.cli.debug.DebugCommands;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.promql.PromqlCommands;
import dev.deucalion.server.cli.push.PushMetrics;
import dev.deucalion.server.cli.query.QueryCommands;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.cli.tsdb.TsdbCommands;
import dev.deucalion.server.cli.unittest.TestRules;
import java.nio.file.Path;
import java.util.List;

/** All commands of {@code promtool}. */
final class Commands {
  private Commands() {}

  /** The tree of commands, for a console. */
  static CommandSpec promtool(Console console) {
    return CommandSpec.group(
        "promtool",
        "Tooling for the Prometheus monitoring system, as Deucalion implements it.",
        List.of(ToolFlags.EXPERIMENTAL, ToolFlags.ENABLE_FEATURE),
        check(console),
        QueryCommands.spec(console),
        DebugCommands.spec(console, Path.of("")),
        PushMetrics.spec(console),
        test(console),
        Backtest.spec(console),
        TsdbCommands.spec(console),
        PromqlCommands.spec(console));
  }

  private static CommandSpec test(Console console) {
    return CommandSpec.group(
        "test", "Unit testing.", List.of(TestRules.JUNIT), TestRules.spec(console));
  }

  private static CommandSpec check(Console console) {
    return CommandSpec.group(
        "check",
        "Check the resources for validity.",
        List.of(CheckConfig.LOOKBACK),
        CheckDiscovery.spec(console),
        CheckConfig.spec(console),
        CheckWebConfig.spec(console),
        CheckServer.healthy(console),
        CheckServer.ready(console),
        CheckRules.spec(console),
        CheckMetrics.spec(console));
  }
}
