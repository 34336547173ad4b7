package dev.deucalion.server.cli.check;

import dev.deucalion.model.time.DurationText;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.ProgramMode;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.config.part.ConfigDefaults;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.server.flags.FlagType;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code check config}: whether configurations, and the files that they name, can be used. */
public final class CheckConfig {
  /** How long queries take a sample for the newest. */
  public static final Option<Long> LOOKBACK =
      Option.of(
              "query.lookback-delta",
              FlagType.GO_DURATION,
              "The server's maximum query lookback duration.")
          .byDefault("5m");

  private static final Option<Boolean> SYNTAX_ONLY =
      Option.of(
          "syntax-only",
          FlagType.SWITCH,
          "Only check the config file syntax, ignoring file and content validation referenced in"
              + " the config");

  private static final Option<String> LINT =
      Option.of(
              "lint",
              FlagType.TEXT,
              "Linting checks to apply to the rules/scrape configs specified in the config."
                  + " Available options are: "
                  + String.join(", ", LintChoice.OF_CONFIGS)
                  + ". Use --lint=none to disable linting")
          .byDefault(LintChoice.DUPLICATE_RULES);

  private static final Option<Boolean> AGENT =
      Option.of("agent", FlagType.SWITCH, "Check config file for Prometheus in Agent mode.");

  private static final Argument<List<String>> FILES =
      Argument.required("config-files", ValueTypes.EXISTING_FILES, "The config files to check.");

  private final Console console;

  private CheckConfig(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "config",
        "Check if the config files are valid or not.",
        List.of(SYNTAX_ONLY, LINT, CheckRules.LINT_FATAL, CheckRules.IGNORE_UNKNOWN, AGENT),
        List.of(FILES),
        new CheckConfig(console)::run);
  }

  private int run(Invocation line) {
    LintChoice lint = LintChoice.ofConfig(line.get(LINT), console.out());
    RuleChecks rules =
        new RuleChecks(
            console, ToolFlags.language(line, console), CheckRules.unknownFields(line), lint);
    ConfigReader reader =
        new ConfigReader(
            Retention.ofFlags(0, 0),
            console.environment()::get,
            ConfigDefaults.NONE,
            line.get(AGENT) ? ProgramMode.AGENT : ProgramMode.SERVER);
    Verdict verdict = Verdict.GOOD;
    for (String file : line.get(FILES)) {
      verdict = verdict.and(check(file, reader, line, lint, rules));
    }
    return verdict.exitCode(line.get(CheckRules.LINT_FATAL));
  }

  private Verdict check(
      String file, ConfigReader reader, Invocation line, LintChoice lint, RuleChecks rules) {
    console.out().println("Checking " + file);
    boolean contents = !line.get(SYNTAX_ONLY);
    ServerConfig config;
    List<String> ruleFiles;
    try {
      config = reader.readFile(file);
      ReferencedFiles referenced = new ReferencedFiles(config, contents, console.out());
      ruleFiles = contents ? referenced.ruleFiles() : List.of();
      referenced.check();
    } catch (ConfigException | CommandException e) {
      console.err().println("  FAILED: " + e.getMessage());
      console.out().println();
      return Verdict.BAD;
    }
    for (Problem unsupported : config.unsupported()) {
      console.out().println("  WARNING: " + unsupported);
    }
    if (!ruleFiles.isEmpty()) {
      console.out().println("  SUCCESS: " + ruleFiles.size() + " rule files found");
    }
    console.out().println(" SUCCESS: " + file + " is valid prometheus config file syntax");
    console.out().println();
    if (!contents) {
      return Verdict.GOOD;
    }
    return (lint.longIntervals() ? intervals(config, line.get(LOOKBACK)) : Verdict.GOOD)
        .and(rules.checkFiles(ruleFiles));
  }

  private Verdict intervals(ServerConfig config, long lookbackNanos) {
    for (ScrapeJobOptions job : config.scrapeJobs()) {
      if (TimeUnit.MILLISECONDS.toNanos(job.scrapeIntervalMs()) >= lookbackNanos) {
        console
            .err()
            .println(
                "  FAILED: too long scrape interval found, data point will be marked as stale"
                    + " - job: "
                    + job.jobName()
                    + ", interval: "
                    + DurationText.format(job.scrapeIntervalMs()));
        return Verdict.LINT;
      }
    }
    return Verdict.GOOD;
  }
}
