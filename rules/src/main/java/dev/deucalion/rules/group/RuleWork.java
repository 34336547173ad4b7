package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.rules.alert.AlertStates;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.storage.AppendResult;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One rule at work: evaluates it, stores what it gives and keeps how that went. */
final class RuleWork {
  private static final Logger LOG = LoggerFactory.getLogger(RuleWork.class);

  private final RuleContext context;
  private final RuleGroupOptions group;
  private final GroupCounters counters;
  private final RuleOptions rule;
  private final RuleEvaluator evaluator;
  private final SeriesWriter writer;
  private volatile Status status = new Status(RuleOutcome.UNKNOWN, "", 0, 0);

  /** As in {@link RuleSnapshot}. */
  private record Status(
      RuleOutcome outcome, String lastError, long lastEvaluationMs, long lastDurationNanos) {}

  /** What became of an evaluation. */
  private record Result(String error, int samples) {}

  /**
   * @param known series that the rule, or the one that it goes on for, has written the last time
   */
  RuleWork(
      RuleContext context,
      RuleGroupOptions group,
      GroupCounters counters,
      RuleOptions rule,
      RuleEvaluator evaluator,
      Collection<Labels> known) {
    this.context = context;
    this.group = group;
    this.counters = counters;
    this.rule = rule;
    this.evaluator = evaluator;
    this.writer = new SeriesWriter(context.surroundings().output(), known);
  }

  RuleOptions rule() {
    return rule;
  }

  RuleEvaluator evaluator() {
    return evaluator;
  }

  /** Stores what it gives. */
  SeriesWriter writer() {
    return writer;
  }

  /** The series that it wrote the last time. */
  Collection<Labels> series() {
    return writer.series();
  }

  /** How long the last evaluation took. */
  long lastDurationNanos() {
    return status.lastDurationNanos;
  }

  RuleSnapshot snapshot() {
    Status now = status;
    AlertStates alerts =
        switch (evaluator) {
          case AlertingEvaluator alerting -> alerting.states();
          case RecordingEvaluator _ -> AlertStates.NONE;
        };
    return new RuleSnapshot(
        rule, now.outcome, now.lastError, now.lastEvaluationMs, now.lastDurationNanos, alerts);
  }

  /**
   * Evaluates the rule and stores what it gives.
   *
   * @return the number of results
   */
  int run(long timeMs) {
    long startMs = context.nowMs();
    long startNanos = context.nanos();
    counters.evaluations.increment();
    Result result = evaluate(timeMs);
    long tookNanos = context.nanos() - startNanos;
    context.ruleDurations().add(tookNanos);
    status =
        new Status(
            result.error.isEmpty() ? RuleOutcome.GOOD : RuleOutcome.BAD,
            result.error,
            startMs,
            tookNanos);
    return result.samples;
  }

  private Result evaluate(long timeMs) {
    List<Sample> samples;
    try {
      samples = evaluator.evaluate(timeMs);
    } catch (RuleException e) {
      counters.failures.increment();
      if (!e.isCanceled()) {
        log().addKeyValue("err", e.reason()).log("Evaluating rule failed");
      }
      return new Result(e.reason(), 0);
    } catch (RuntimeException | Error e) {
      // Errors, too: a moment without memory must not keep the other rules of the group from it.
      counters.failures.increment();
      log().setCause(e).log("Evaluating rule failed");
      return new Result("internal error: " + e, 0);
    }
    try {
      return new Result(
          noteRefused(writer.write(samples, timeMs - group.queryOffsetMs())), samples.size());
    } catch (IOException | RuntimeException | Error e) {
      counters.failures.increment();
      log().setCause(e).log("Rule sample appending failed");
      return new Result(String.valueOf(e.getMessage()), samples.size());
    }
  }

  /** Logs what was refused; returns why one of them was, empty where none was. */
  private String noteRefused(Map<AppendResult, Integer> refused) {
    String reason = "";
    for (Map.Entry<AppendResult, Integer> entry : refused.entrySet()) {
      reason = reason(entry.getKey());
      log()
          .addKeyValue("err", reason)
          .addKeyValue("num_dropped", entry.getValue())
          .log("Rule evaluation result discarded");
    }
    return reason;
  }

  private static String reason(AppendResult refusal) {
    return switch (refusal) {
      case OUT_OF_ORDER -> "out of order sample";
      case DUPLICATE_TIMESTAMP -> "duplicate sample for timestamp";
      case OUT_OF_BOUNDS -> "out of bounds";
      case TOO_OLD -> "too old sample";
      case INVALID_HISTOGRAM -> "invalid histogram";
      case UNKNOWN_SERIES -> "unknown series";
      case APPENDED, EXEMPLAR_TOO_LONG ->
          throw new IllegalArgumentException("no refusal of a sample: " + refusal);
    };
  }

  private LoggingEventBuilder log() {
    return LOG.atWarn()
        .addKeyValue("file", group.file())
        .addKeyValue("group", group.name())
        .addKeyValue("name", rule.name())
        .addKeyValue("index", group.rules().indexOf(rule));
  }
}
