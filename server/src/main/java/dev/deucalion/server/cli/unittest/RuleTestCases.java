package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.unittest.TestFile.AlertCase;
import dev.deucalion.server.cli.unittest.TestFile.QueryCase;
import dev.deucalion.server.cli.unittest.TestFile.Source;
import dev.deucalion.server.config.rules.RuleFileSettings.UnknownFields;
import dev.deucalion.server.units.PromDuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tests of a file case by case, for runners other than the command. One thread. */
public final class RuleTestCases {
  private RuleTestCases() {}

  /** One test of a file. */
  public record Group(String name, List<Case> cases) {
    /** Copies the list. */
    public Group {
      cases = List.copyOf(cases);
    }
  }

  /**
   * One thing that a test expects.
   *
   * @param name says what, and at which time
   * @param errors in the words of promtool; empty where all is as expected
   */
  public record Case(String name, List<String> errors) {
    /** Copies the list. */
    public Case {
      errors = List.copyOf(errors);
    }
  }

  /**
   * Runs all tests of a file.
   *
   * @throws IOException when the file or its rules cannot be read
   * @throws IllegalArgumentException with all that is wrong with it
   */
  public static List<Group> run(Path path, ParserOptions language) throws IOException {
    Console console = console();
    TestSettings settings = new TestSettings(language, false, UnknownFields.REFUSED, false, false);
    TestFile file;
    try {
      file = TestRules.read(path.toString(), console);
    } catch (CommandException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    PromqlEngine engine = TestRules.engine(file, settings, console);
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < file.tests().size(); i++) {
      TestFile.Test test = file.tests().get(i);
      List<CaseError> errors = new GroupTest(file, test, settings, console, engine).run();
      groups.add(new Group(test.nameOr(i), cases(test, errors)));
    }
    return groups;
  }

  private static Console console() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(
        InputStream.nullInputStream(), nowhere, nowhere, Clock.SYSTEM, System::nanoTime, Map.of());
  }

  private static List<Case> cases(TestFile.Test test, List<CaseError> errors) {
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("series and rules", textsOf(Source.RULES, errors)));
    for (AlertCase alert : test.alerts()) {
      cases.add(
          new Case(
              "alert " + alert.name() + " at " + PromDuration.format(alert.offsetMs()),
              textsOf(alert, errors)));
    }
    for (QueryCase query : test.queries()) {
      cases.add(
          new Case(
              query.expr() + " at " + PromDuration.format(query.offsetMs()),
              textsOf(query, errors)));
    }
    return cases;
  }

  /** Where series or rules failed, nothing else was looked at, or not at what was meant. */
  private static List<String> textsOf(Source source, List<CaseError> errors) {
    boolean failed = errors.stream().anyMatch(error -> error.source().equals(Source.RULES));
    if (failed && !source.equals(Source.RULES)) {
      return List.of("not looked at, since series or rules failed");
    }
    return errors.stream()
        .filter(error -> error.source().equals(source))
        .map(CaseError::text)
        .toList();
  }
}
