package dev.deucalion.server.cli.unittest;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.scrape.discovery.file.FileGlob;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.ToolFlags;
import dev.deucalion.server.config.rules.RuleFileSettings.UnknownFields;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import dev.deucalion.server.units.GoDuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code test rules}: runs tests of rules. */
public final class TestRules {
  /** Where the report for build servers goes. */
  public static final Option<String> JUNIT =
      Option.of("junit", FlagType.TEXT, "File path to store JUnit XML test results.")
          .shownAs("JUNIT");

  private static final Option<List<String>> RUN =
      Option.of(
          "run",
          FlagType.TEXTS,
          "If set, will only run test groups whose names match the regular expression. Can be"
              + " specified multiple times.");

  private static final Option<Boolean> DEBUG =
      Option.of("debug", FlagType.SWITCH, "Enable unit test debugging.");

  private static final Option<Boolean> DIFF =
      Option.of(
          "diff",
          FlagType.SWITCH,
          "[Experimental] Print colored differential output between expected & received output.");

  private static final Option<Boolean> IGNORE_UNKNOWN =
      Option.of(
          "ignore-unknown-fields",
          FlagType.SWITCH,
          "Ignore unknown fields in the rule files. The server does not: take them out before it"
              + " loads the files.");

  private static final Argument<List<String>> FILES =
      Argument.required("test-rule-file", ValueTypes.EXISTING_FILES, "The unit test file.");

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final Console console;

  private TestRules(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "rules",
        "Unit tests for rules.",
        List.of(RUN, DEBUG, DIFF, IGNORE_UNKNOWN),
        List.of(FILES),
        new TestRules(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    TestSettings settings =
        new TestSettings(
            ToolFlags.language(line, console),
            ToolFlags.delaysNameRemoval(line),
            line.get(IGNORE_UNKNOWN) ? UnknownFields.IGNORED : UnknownFields.REFUSED,
            line.get(DIFF),
            line.get(DEBUG));
    Pattern wanted = pattern(line.get(RUN));
    JunitReport report = new JunitReport();
    boolean failed = false;
    for (String file : line.get(FILES)) {
      List<String> errors = run(file, settings, wanted, report);
      if (errors.isEmpty()) {
        console.out().println("  SUCCESS");
      } else {
        failed = true;
        console.err().println("  FAILED:");
        for (String error : errors) {
          console.err().println(error);
          console.out().println();
        }
      }
      console.out().println();
    }
    write(report, line.get(JUNIT));
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Matches the names of the tests to run. */
  private static Pattern pattern(List<String> patterns) throws CommandException {
    String all = String.join("|", patterns);
    try {
      return Pattern.compile(all);
    } catch (PatternSyntaxException e) {
      throw new CommandException("regexp: Compile(`" + all + "`): " + e.getMessage(), e);
    }
  }

  private List<String> run(String name, TestSettings settings, Pattern wanted, JunitReport report) {
    String now =
        TIMESTAMP.format(
            Instant.ofEpochMilli(console.clock().nowMs()).atZone(ZoneId.systemDefault()));
    JunitReport.Suite suite = report.suite(name, now);
    try {
      TestFile file = read(name, console);
      return run(file, settings, wanted, suite);
    } catch (CommandException e) {
      String reason = String.valueOf(e.getMessage());
      suite.abort(reason);
      return List.of(reason);
    }
  }

  /** Reads a file, and warns of patterns that stand for no file. */
  static TestFile read(String name, Console console) throws CommandException {
    TestFile file;
    try {
      byte[] bytes = Files.readAllBytes(Path.of(name));
      file = TestFileReader.read(new String(bytes, StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new CommandException("open " + name + ": " + FileFailure.reason(e), e);
    }
    for (String pattern : file.ruleFiles()) {
      if (!FileGlob.isValid(pattern)) {
        throw new CommandException("syntax error in pattern");
      }
      if (FileGlob.list(pattern).isEmpty()) {
        console.err().println("  WARNING: no file match pattern " + pattern);
      }
    }
    Set<String> groups = new HashSet<>();
    for (String group : file.groupOrder()) {
      if (!groups.add(group)) {
        throw new CommandException("group name repeated in evaluation order: " + group);
      }
    }
    return file;
  }

  private List<String> run(
      TestFile file, TestSettings settings, Pattern wanted, JunitReport.Suite suite)
      throws CommandException {
    PromqlEngine engine = engine(file, settings, console);
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < file.tests().size(); i++) {
      TestFile.Test test = file.tests().get(i);
      if (!wanted.matcher(test.name()).find()) {
        continue;
      }
      String name = test.nameOr(i);
      long startNanos = console.nanoTime().getAsLong();
      if (settings.debug()) {
        console.err().println("DEBUG: Starting test " + name);
      }
      try {
        List<String> failures =
            new GroupTest(file, test, settings, console, engine)
                .run().stream().map(CaseError::text).toList();
        suite.add(name, failures);
        errors.addAll(failures);
      } catch (IOException e) {
        throw new CommandException(FileFailure.describe(e), e);
      }
      if (settings.debug()) {
        String took = GoDuration.format(console.nanoTime().getAsLong() - startNanos);
        console.err().println("DEBUG: Test " + name + " finished, took " + took);
      }
    }
    return errors;
  }

  /** The engine for the tests of a file. */
  static PromqlEngine engine(TestFile file, TestSettings settings, Console console) {
    EngineOptions options = EngineOptions.DEFAULTS;
    if (settings.delayNameRemoval()) {
      options = options.with(EngineOptions.Feature.DELAYED_NAME_REMOVAL);
    }
    PromqlEngine engine = new PromqlEngine(options, settings.language(), console.nanoTime());
    engine.setDefaultStepMs(file.evaluationIntervalMs());
    return engine;
  }

  private static void write(JunitReport report, String file) throws CommandException {
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.writeString(Path.of(file), report.toString());
    } catch (IOException e) {
      throw new CommandException(
          "failed to write JUnit XML: open " + file + ": " + FileFailure.reason(e), e);
    }
  }
}
