package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.rules.group.GroupTimes;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.query.ApiClient;
import dev.deucalion.server.cli.query.ApiClient.Parameter;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.TimeText;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.cli.tool.ToolRules;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code tsdb create-blocks-from rules}: blocks of what recording rules would have recorded, asked
 * of a server that has the samples.
 */
public final class ImportRules {
  private static final Option<String> START =
      Option.of(
              "start",
              FlagType.TEXT,
              "The time to start backfilling the new rule from. Must be a RFC3339 formatted date or"
                  + " Unix timestamp. Required.")
          .always();
  private static final Option<String> END =
      Option.of(
          "end",
          FlagType.TEXT,
          "If an end time is provided, all recording rules in the rule files provided will be"
              + " backfilled to the end time. Default will backfill up to 3 hours ago. Must be a"
              + " RFC3339 formatted date or Unix timestamp.");
  private static final Option<String> OUTPUT =
      Option.of("output-dir", FlagType.TEXT, "Output directory for generated blocks.")
          .byDefault(TsdbFlags.DEFAULT_PATH);
  private static final Option<Long> INTERVAL =
      Option.of(
              "eval-interval",
              FlagType.GO_DURATION,
              "How frequently to evaluate rules when backfilling if a value is not set in the"
                  + " recording rule files.")
          .byDefault("60s");
  private static final Argument<List<String>> FILES =
      Argument.required(
          "rule-files",
          ValueTypes.EXISTING_FILES,
          "A list of one or more files containing recording rules to be backfilled. All recording"
              + " rules listed in the files will be backfilled. Alerting rules are not evaluated.");

  private static final long DEFAULT_DISTANCE_MS = TimeUnit.HOURS.toMillis(3);
  private static final long SECOND_MS = 1_000;

  private final Console console;

  private ImportRules(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "rules",
        "Create blocks of data for new recording rules.",
        List.of(ToolFlags.HTTP_CONFIG, ToolFlags.SERVER_URL, START, END, OUTPUT, INTERVAL),
        List.of(FILES),
        new ImportRules(console)::run);
  }

  /** What is asked for. */
  private record Job(long startMs, long endMs, long spanMs) {}

  private int run(Invocation line) throws CommandException {
    long endMs =
        line.get(END).isEmpty()
            ? console.clock().nowMs() - DEFAULT_DISTANCE_MS
            : time(line.get(END), "end");
    Job job = new Job(time(line.get(START), "start"), endMs, BlockSpans.spanMs(line));
    if (job.startMs >= job.endMs) {
      throw new CommandException("start time is not before end time");
    }
    List<RuleGroupOptions> groups = read(line);
    try (ApiClient api = ApiClient.open(line, line.get(ToolFlags.SERVER_URL), Map.of(), console);
        BlockImport blocks =
            new BlockImport(Path.of(line.get(OUTPUT)), console, BlockSpans.printing(line))) {
      boolean failed = false;
      for (RuleGroupOptions group : groups) {
        for (RuleOptions rule : group.rules()) {
          if (rule instanceof RecordingRuleOptions recording) {
            failed |= !tryToRecord(recording, group, job, api, blocks);
          }
        }
      }
      if (failed) {
        throw new CommandException("error importing rules");
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException("rule importer error: " + FileFailure.describe(e), e);
    }
  }

  private static long time(String text, String what) throws CommandException {
    try {
      return TimeText.parseMs(text) / SECOND_MS * SECOND_MS;
    } catch (CommandException e) {
      throw new CommandException("error parsing " + what + " time: " + e.getMessage(), e);
    }
  }

  private List<RuleGroupOptions> read(Invocation line) throws CommandException {
    try {
      return ToolRules.read(line.get(FILES), line.get(INTERVAL), line, console);
    } catch (CommandException e) {
      throw new CommandException("rule importer parse error: " + e.getMessage(), e);
    }
  }

  /** As {@link #record}; a rule that cannot be evaluated is told of, and the others go on. */
  private boolean tryToRecord(
      RecordingRuleOptions rule, RuleGroupOptions group, Job job, ApiClient api, BlockImport blocks)
      throws IOException {
    try {
      record(rule, group, job, api, blocks);
      return true;
    } catch (CommandException e) {
      console.err().println("rule importer error: " + e.getMessage());
      return false;
    }
  }

  /** Evaluates a rule at the times at which its group would have evaluated it. */
  private static void record(
      RecordingRuleOptions rule, RuleGroupOptions group, Job job, ApiClient api, BlockImport blocks)
      throws IOException, CommandException {
    long stepMs = group.intervalMs();
    long firstBlockMs = Math.floorDiv(job.startMs, job.spanMs) * job.spanMs;
    for (long blockMs = firstBlockMs; blockMs <= job.endMs; blockMs += job.spanMs) {
      long fromMs = GroupTimes.firstFrom(group, Math.max(blockMs, job.startMs));
      long toMs = Math.min(blockMs + job.spanMs - 1, job.endMs);
      if (fromMs > toMs) {
        continue;
      }
      JsonValue data =
          api.ask(
                  "/api/v1/query_range",
                  List.of(
                      new Parameter("query", rule.expr().text()),
                      ApiClient.time("start", fromMs),
                      ApiClient.time("end", toMs),
                      new Parameter(
                          "step",
                          stepMs / SECOND_MS
                              + "."
                              + String.format(Locale.ROOT, "%03d", stepMs % SECOND_MS))))
              .get("data");
      if (!data.text("resultType").equals("matrix")) {
        throw new CommandException("rule result is wrong type " + data.text("resultType"));
      }
      blocks.begin(job.spanMs);
      for (JsonValue series : data.get("result").list()) {
        add(rule, series, blocks);
      }
      blocks.end();
    }
  }

  private static void add(RecordingRuleOptions rule, JsonValue series, BlockImport blocks)
      throws IOException, CommandException {
    LabelsBuilder builder = new LabelsBuilder();
    series.get("metric").entries().forEach((name, value) -> builder.set(name, value.text()));
    rule.labels().forEach(builder::set);
    Labels labels = builder.set(LabelNames.METRIC_NAME, rule.name()).build();
    for (JsonValue point : series.get("values").list()) {
      List<String> parts = point.texts();
      long timeMs = Math.round(Double.parseDouble(parts.getFirst()) * SECOND_MS);
      blocks.add(labels, timeMs, ApiClient.number(parts.get(1)));
    }
  }
}
