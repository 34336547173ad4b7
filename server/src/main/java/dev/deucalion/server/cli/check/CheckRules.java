package dev.deucalion.server.cli.check;

import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.config.rules.RuleFileSettings.UnknownFields;
import dev.deucalion.server.flags.FlagType;
import java.util.List;

/** {@code check rules}: whether rule files can be used. */
public final class CheckRules {
  private static final Option<String> LINT =
      Option.of(
              "lint",
              FlagType.TEXT,
              "Linting checks to apply. Available options are: "
                  + String.join(", ", LintChoice.OF_RULES)
                  + ". Use --lint=none to disable linting")
          .byDefault(LintChoice.DUPLICATE_RULES);

  static final Option<Boolean> LINT_FATAL =
      Option.of("lint-fatal", FlagType.SWITCH, "Make lint errors exit with exit code 3.");

  static final Option<Boolean> IGNORE_UNKNOWN =
      Option.of(
          "ignore-unknown-fields",
          FlagType.SWITCH,
          "Ignore unknown fields in the rule files. The server does not: take them out before it"
              + " loads the files.");

  private static final Argument<List<String>> FILES =
      Argument.optional(
          "rule-files",
          ValueTypes.EXISTING_FILES,
          "The rule files to check, default is read from standard input.");

  private final Console console;

  private CheckRules(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "rules",
        "Check if the rule files are valid or not.",
        List.of(LINT, LINT_FATAL, IGNORE_UNKNOWN),
        List.of(FILES),
        new CheckRules(console)::run);
  }

  static UnknownFields unknownFields(Invocation line) {
    return line.get(IGNORE_UNKNOWN) ? UnknownFields.IGNORED : UnknownFields.REFUSED;
  }

  private int run(Invocation line) {
    RuleChecks checks =
        new RuleChecks(
            console,
            ToolFlags.language(line, console),
            unknownFields(line),
            LintChoice.ofRules(line.get(LINT), console.out()));
    List<String> files = line.get(FILES);
    Verdict verdict = files.isEmpty() ? checks.checkInput() : checks.checkFiles(files);
    return verdict.exitCode(line.get(LINT_FATAL));
  }
}
