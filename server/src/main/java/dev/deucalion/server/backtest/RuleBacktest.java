package dev.deucalion.server.backtest;

import dev.deucalion.http.source.RuleHistory;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.alert.AlertChange;
import dev.deucalion.rules.group.GroupTimes;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.group.SteppedQuery;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.server.config.rules.RuleDefaults;
import dev.deucalion.server.config.rules.RuleFileReader;
import dev.deucalion.server.config.rules.RuleFileSettings;
import dev.deucalion.server.config.rules.RuleFiles;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.storage.Queryable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Evaluates the alerting rules of a text over what a store has. Safe for many threads. */
public final class RuleBacktest implements RuleHistory {
  /** By which groups and problems are known. */
  private static final String FILE = "rules";

  /** Most evaluations of a group, as many as the steps of a range query. */
  private static final long MOST_EVALUATIONS = 11_000;

  private static final int MOST_CHANGES = 100_000;
  private static final int MOST_FAILURES = 100;

  private final QueryEngine engine;
  private final Queryable storage;
  private final ParserOptions language;
  private final LongSupplier nanoTime;
  private final long maxTimeoutMs;
  private final Supplier<GroupReplay.Outside> outside;

  /**
   * @param nanoTime as {@link System#nanoTime}
   * @param maxTimeoutMs longest time for one question
   * @param outside what templates see of the server, as it is now
   */
  public RuleBacktest(
      QueryEngine engine,
      Queryable storage,
      ParserOptions language,
      LongSupplier nanoTime,
      long maxTimeoutMs,
      Supplier<GroupReplay.Outside> outside) {
    this.engine = engine;
    this.storage = storage;
    this.language = language;
    this.nanoTime = nanoTime;
    this.maxTimeoutMs = maxTimeoutMs;
    this.outside = outside;
  }

  /** What was found so far. */
  private static final class Findings {
    private final List<Change> changes = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private int evaluations;

    private void add(String group, long timeMs, List<GroupReplay.Step> steps) {
      evaluations++;
      for (GroupReplay.Step step : steps) {
        String rule = step.rule().name();
        for (AlertChange change : step.changes()) {
          changes.add(new Change(group, rule, change));
        }
        if (!step.error().isEmpty() && failures.size() < MOST_FAILURES) {
          failures.add(new Failure(group, rule, timeMs, step.error()));
        }
      }
      if (changes.size() > MOST_CHANGES) {
        throw new QueryException(
            QueryException.Kind.EXECUTION,
            "more than " + MOST_CHANGES + " changes of alerts, ask for a shorter time");
      }
    }
  }

  @Override
  public Answer replay(Question question) {
    long timeoutMs =
        question.timeoutMs() == 0 ? maxTimeoutMs : Math.min(question.timeoutMs(), maxTimeoutMs);
    long deadlineNanos = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    List<RuleGroupOptions> groups = GroupReplay.alerting(read(question));
    for (RuleGroupOptions group : groups) {
      requireFew(group, question);
    }
    Findings findings = new Findings();
    for (RuleGroupOptions group : groups) {
      try (LimitedQuery query =
          new LimitedQuery(engine, storage, nanoTime, deadlineNanos, question.origin())) {
        replay(group, question, query, findings);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Answer(findings.evaluations, findings.changes, findings.failures);
  }

  private List<RuleGroupOptions> read(Question question) {
    RuleFiles read =
        new RuleFileReader(
                FILE,
                new RuleDefaults(question.intervalMs(), 0),
                new RuleFileSettings(language, RuleTemplates.WITHOUT_QUERIES, NameValidation.UTF8))
            .read(question.rules());
    if (!read.problems().isEmpty()) {
      throw new IllegalArgumentException(
          read.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return read.groups();
  }

  private static void requireFew(RuleGroupOptions group, Question question) {
    double rangeMs = (double) question.endMs() - question.startMs();
    if (rangeMs / group.intervalMs() > MOST_EVALUATIONS) {
      throw new IllegalArgumentException(
          "group \""
              + group.name()
              + "\" would be evaluated more than 11,000 times, ask for a shorter time");
    }
  }

  private void replay(
      RuleGroupOptions group, Question question, LimitedQuery query, Findings findings)
      throws IOException {
    long firstMs = GroupTimes.firstFrom(group, question.startMs());
    long stepMs = group.intervalMs();
    if (firstMs > question.endMs()) {
      return;
    }
    long lastMs = firstMs + (question.endMs() - firstMs) / stepMs * stepMs;
    long offsetMs = group.queryOffsetMs();
    SteppedQuery stepped = new SteppedQuery(query);
    for (RuleOptions rule : group.rules()) {
      stepped.fetch(
          rule.expr().text(), firstMs - offsetMs, lastMs - offsetMs, stepMs, question.origin());
    }
    try (GroupReplay replay =
        new GroupReplay(group, stepped, nanoTime, question.startMs(), outside.get())) {
      for (long timeMs = firstMs; timeMs <= lastMs; timeMs += stepMs) {
        query.requireTime();
        findings.add(group.name(), timeMs, replay.evaluate(timeMs));
      }
    }
  }
}
