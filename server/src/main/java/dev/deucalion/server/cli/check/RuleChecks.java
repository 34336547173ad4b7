package dev.deucalion.server.cli.check;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.config.rules.RuleDefaults;
import dev.deucalion.server.config.rules.RuleFileReader;
import dev.deucalion.server.config.rules.RuleFileSettings;
import dev.deucalion.server.config.rules.RuleFileSettings.UnknownFields;
import dev.deucalion.server.config.rules.RuleFiles;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Checks rule files and tells of each how it is. */
final class RuleChecks {
  private static final RuleDefaults DEFAULTS = new RuleDefaults(60_000, 0);

  private final Console console;
  private final RuleFileSettings settings;
  private final LintChoice lint;

  /**
   * @param unknownFields what becomes of fields that rule files do not have
   */
  RuleChecks(
      Console console, ParserOptions language, UnknownFields unknownFields, LintChoice lint) {
    this.console = console;
    this.settings =
        new RuleFileSettings(
            language, RuleTemplates.WITHOUT_QUERIES, NameValidation.UTF8, unknownFields);
    this.lint = lint;
  }

  /** Checks files, each under a heading of its own. */
  Verdict checkFiles(List<String> files) {
    Verdict verdict = Verdict.GOOD;
    for (String file : files) {
      console.out().println("Checking " + file);
      verdict = verdict.and(checkFile(file));
    }
    return verdict;
  }

  /** Checks what is read from standard input. */
  Verdict checkInput() {
    console.out().println("Checking standard input");
    try {
      return check("<stdin>", console.in().readAllBytes());
    } catch (IOException e) {
      return failed(FileFailure.reason(e));
    }
  }

  private Verdict checkFile(String file) {
    try {
      return check(file, Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      console.err().println("  FAILED:");
      return failed(file + ": open " + file + ": " + FileFailure.reason(e));
    } catch (InvalidPathException e) {
      console.err().println("  FAILED:");
      return failed(file + ": " + FileFailure.describe(e));
    }
  }

  private Verdict failed(String message) {
    console.err().println("  FAILED: " + message);
    return Verdict.BAD;
  }

  private Verdict check(String name, byte[] bytes) {
    RuleFiles read =
        new RuleFileReader(name, DEFAULTS, settings)
            .read(new String(bytes, StandardCharsets.UTF_8));
    if (!read.problems().isEmpty()) {
      console.err().println("  FAILED:");
      read.problems().forEach(console.err()::println);
      return Verdict.BAD;
    }
    String duplicates = lint.duplicateRules() ? DuplicateRules.describe(read.groups()) : "";
    if (!duplicates.isEmpty()) {
      console.err().println("  FAILED:");
      console.err().println(duplicates);
    } else {
      int rules = read.groups().stream().map(RuleGroupOptions::rules).mapToInt(List::size).sum();
      console.out().println("  SUCCESS: " + rules + " rules found");
    }
    console.out().println();
    return duplicates.isEmpty() ? Verdict.GOOD : Verdict.LINT;
  }
}
