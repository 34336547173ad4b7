package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.rules.group.EngineRuleQuery;
import dev.deucalion.rules.group.RuleGroupSnapshot;
import dev.deucalion.rules.group.RuleManagerOptions;
import dev.deucalion.rules.group.RuleQuery;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.group.RuleSurroundings;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.group.RuleTrial;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.schedule.VirtualScheduler;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.unittest.TestFile.QueryCase;
import dev.deucalion.server.config.rules.RuleDefaults;
import dev.deucalion.server.config.rules.RuleFileSettings;
import dev.deucalion.server.config.rules.RuleFiles;
import dev.deucalion.server.units.GoDuration;
import dev.deucalion.server.units.PromDuration;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one test: evaluates all rules from its start to the last time at which something is
 * expected, looks at the alerts on the way and asks the queries at the end. Used once.
 */
final class GroupTest {
  private final TestFile file;
  private final TestFile.Test test;
  private final TestSettings settings;
  private final Console console;
  private final PromqlEngine engine;
  private final List<CaseError> errors = new ArrayList<>();

  GroupTest(
      TestFile file,
      TestFile.Test test,
      TestSettings settings,
      Console console,
      PromqlEngine engine) {
    this.file = file;
    this.test = test;
    this.settings = settings;
    this.console = console;
    this.engine = engine;
  }

  /** What is not as expected, in the order in which it was found; empty when all is. */
  List<CaseError> run() throws IOException {
    TestStore store;
    try {
      store = new TestStore(test.series(), test.startMs(), test.intervalMs());
    } catch (IllegalArgumentException e) {
      return List.of(ofAll(String.valueOf(e.getMessage())));
    }
    try (store) {
      RuleFiles rules = readRules();
      if (!rules.problems().isEmpty()) {
        return rules.problems().stream().map(problem -> ofAll(problem.toString())).toList();
      }
      AlertChecks alerts = new AlertChecks(test, file.evaluationIntervalMs(), settings.diff());
      if (!alerts.problem().isEmpty()) {
        return List.of(ofAll(alerts.problem()));
      }
      if (evaluate(store, ordered(rules.groups()), alerts)) {
        test.queries().forEach(query -> check(query, store));
        if (settings.debug()) {
          new TestDump(console, engine).print(test, store);
        }
      }
    }
    return errors;
  }

  private static CaseError ofAll(String text) {
    return new CaseError(TestFile.Source.RULES, text);
  }

  private RuleFiles readRules() {
    return RuleFiles.read(
        file.ruleFiles(),
        new RuleDefaults(test.intervalMs(), 0),
        new RuleFileSettings(
            settings.language(),
            RuleTemplates.WITHOUT_QUERIES,
            NameValidation.UTF8,
            settings.unknownFields()));
  }

  /** Groups whose order is not given come first, with the one that is given first. */
  private List<RuleGroupOptions> ordered(List<RuleGroupOptions> groups) {
    return groups.stream()
        .sorted(
            Comparator.comparingInt(group -> Math.max(0, file.groupOrder().indexOf(group.name()))))
        .toList();
  }

  /** Returns whether all rules could be evaluated. */
  private boolean evaluate(TestStore store, List<RuleGroupOptions> groups, AlertChecks alerts)
      throws IOException {
    long endMs = test.startMs() + test.lastOffsetMs();
    VirtualScheduler clock = new VirtualScheduler(test.startMs());
    RuleTrial trial = trial(store, groups, clock);
    for (long timeMs = test.startMs(); timeMs <= endMs; timeMs += file.evaluationIntervalMs()) {
      clock.runUntil(timeMs);
      String refused = store.loadUntil(timeMs);
      if (!refused.isEmpty()) {
        errors.add(ofAll(refused));
        continue;
      }
      List<RuleSnapshot> rules = new ArrayList<>();
      boolean failed = false;
      for (int i = 0; i < trial.size(); i++) {
        RuleGroupSnapshot group = trial.evaluate(i, timeMs);
        rules.addAll(group.rules());
        failed |= noteFailures(group, timeMs);
      }
      if (failed) {
        return false;
      }
      errors.addAll(alerts.check(timeMs - test.startMs(), rules));
    }
    return true;
  }

  private boolean noteFailures(RuleGroupSnapshot group, long timeMs) {
    boolean failed = false;
    for (RuleSnapshot rule : group.rules()) {
      if (!rule.lastError().isEmpty()) {
        failed = true;
        errors.add(
            ofAll(
                "    rule: "
                    + rule.options().name()
                    + ", time: "
                    + GoDuration.format(TimeUnit.MILLISECONDS.toNanos(timeMs))
                    + ", err: "
                    + rule.lastError()));
      }
    }
    return failed;
  }

  private RuleTrial trial(TestStore store, List<RuleGroupOptions> groups, VirtualScheduler clock) {
    RuleQuery query = new EngineRuleQuery(engine, store.readable());
    RuleSurroundings surroundings =
        new RuleSurroundings(
            query,
            store.writable(),
            store.readable(),
            clock,
            console.nanoTime(),
            clock,
            alerts -> {},
            RuleTemplates.of(query, test.externalUrl(), url(test.externalUrl())));
    return new RuleTrial(
        surroundings,
        RuleManagerOptions.defaults(test.externalUrl()),
        groups,
        test.externalLabels());
  }

  private static URI url(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return URI.create("");
    }
  }

  private void check(QueryCase query, TestStore store) {
    String place =
        "    expr: "
            + GoQuote.quote(query.expr())
            + ", time: "
            + PromDuration.format(query.offsetMs())
            + ",";
    List<TestSample> got;
    try {
      got =
          new ArrayList<>(
              RuleTemplates.samples(
                      new EngineRuleQuery(engine, store.readable())
                          .evaluate(
                              query.expr(), test.startMs() + query.offsetMs(), QueryOrigin.NONE))
                  .stream()
                  .map(TestSample::of)
                  .toList());
    } catch (ParseException | QueryException e) {
      errors.add(new CaseError(query, place + " err: " + e.getMessage()));
      return;
    }
    List<TestSample> expected = new ArrayList<>();
    for (TestFile.ExpectedSample sample : query.samples()) {
      try {
        expected.add(TestSample.of(sample));
      } catch (IllegalArgumentException e) {
        errors.add(
            new CaseError(
                query,
                place + " err: labels " + GoQuote.quote(sample.labels()) + ": " + e.getMessage()));
        return;
      }
    }
    got.sort(TestSample.ORDER);
    expected.sort(TestSample.ORDER);
    if (!matches(expected, got)) {
      errors.add(
          new CaseError(
              query,
              place
                  + "\n        exp: "
                  + TestSample.describe(expected)
                  + "\n        got: "
                  + TestSample.describe(got)));
    }
  }

  private boolean matches(List<TestSample> expected, List<TestSample> got) {
    boolean same = expected.size() == got.size();
    for (int i = 0; same && i < got.size(); i++) {
      same = expected.get(i).matches(got.get(i), file.fuzzyCompare());
    }
    return same;
  }
}
