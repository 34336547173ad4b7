package dev.deucalion.server.cli.backtest;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.rules.alert.AlertChange;
import dev.deucalion.rules.group.GroupTimes;
import dev.deucalion.rules.group.SteppedQuery;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.server.backtest.GroupReplay;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.query.ApiClient;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.TimeText;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.cli.tool.ToolRules;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code backtest rules}: when alerts would have been pending, fired and been resolved. */
public final class Backtest {
  private static final Option<String> START =
      Option.of("start", FlagType.TEXT, "First time (RFC3339 or Unix timestamp).").always();
  private static final Option<String> END =
      Option.of("end", FlagType.TEXT, "Last time (RFC3339 or Unix timestamp), defaults to now.");
  private static final Option<Long> INTERVAL =
      Option.of(
              "eval-interval",
              FlagType.GO_DURATION,
              "How often groups are evaluated that do not say so themselves.")
          .byDefault("1m");
  private static final Argument<List<String>> FILES =
      Argument.required("rule-files", ValueTypes.EXISTING_FILES, "The rule files.");

  /** So many times are asked for at once; servers answer up to 11,000. */
  private static final long STEPS_AT_ONCE = 5_000;

  private final Console console;

  private Backtest(Console console) {
    this.console = console;
  }

  /** The commands {@code backtest}. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.group(
        "backtest",
        "See what rules would have done.",
        List.of(),
        CommandSpec.command(
            "rules",
            "Evaluate alerting rules over the past of a server and print when alerts would have"
                + " been pending, fired and been resolved. Recorded series must be there.",
            List.of(ToolFlags.HTTP_CONFIG, ToolFlags.SERVER_URL, START, END, INTERVAL),
            List.of(FILES),
            new Backtest(console)::run));
  }

  private int run(Invocation line) throws CommandException {
    long startMs = TimeText.parseMs(line.get(START));
    long endMs =
        line.get(END).isEmpty() ? console.clock().nowMs() : TimeText.parseMs(line.get(END));
    if (startMs >= endMs) {
      throw new CommandException("start time is not before end time");
    }
    List<RuleGroupOptions> groups =
        GroupReplay.alerting(ToolRules.read(line.get(FILES), line.get(INTERVAL), line, console));
    boolean failed = false;
    try (ApiClient api = ApiClient.open(line, line.get(ToolFlags.SERVER_URL), Map.of(), console)) {
      for (RuleGroupOptions group : groups) {
        failed |= !replay(group, api, startMs, endMs);
      }
    } catch (IOException e) {
      throw new CommandException(FileFailure.describe(e), e);
    } catch (QueryException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Returns whether all evaluations went well. */
  private boolean replay(RuleGroupOptions group, ApiClient api, long startMs, long endMs)
      throws IOException, CommandException {
    long stepMs = group.intervalMs();
    boolean good = true;
    try (SteppedQuery query = new SteppedQuery(new HistoryQuery(api));
        GroupReplay replay =
            new GroupReplay(
                group, query, console.nanoTime(), startMs, GroupReplay.Outside.UNKNOWN)) {
      long firstMs = GroupTimes.firstFrom(group, startMs);
      for (long timeMs = firstMs; timeMs <= endMs; timeMs += stepMs) {
        if ((timeMs - firstMs) / stepMs % STEPS_AT_ONCE == 0) {
          long fromMs = timeMs - group.queryOffsetMs();
          long mostMs = fromMs + (STEPS_AT_ONCE - 1) * stepMs;
          long toMs = Math.min(mostMs, endMs - group.queryOffsetMs());
          for (RuleOptions rule : group.rules()) {
            query.fetch(rule.expr().text(), fromMs, toMs, stepMs, QueryOrigin.NONE);
          }
        }
        for (GroupReplay.Step step : replay.evaluate(timeMs)) {
          step.changes().forEach(this::print);
          good &= report(step);
        }
      }
    }
    return good;
  }

  private void print(AlertChange change) {
    console
        .out()
        .println(
            Instant.ofEpochMilli(change.timeMs())
                + " "
                + change.what()
                + " "
                + change.alert().labels());
  }

  private boolean report(GroupReplay.Step step) {
    if (!step.error().isEmpty()) {
      console.err().println(step.rule().name() + ": " + step.error());
    }
    return step.error().isEmpty();
  }
}
