package dev.deucalion.rules.group;

import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Querier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Evaluates the recording rules of a group at the times that it missed while the program was down:
 * those behind the newest sample that one of them stored. Each rule is evaluated over all of these
 * times at once, before the next one, which may read what it gives. One thread.
 */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final RuleContext context;
  private final RuleGroupOptions group;

  /** The times that were missed, the first and the last one. */
  private record Missed(long firstMs, long lastMs) {}

  CatchUp(RuleContext context, RuleGroupOptions group) {
    this.context = context;
    this.group = group;
  }

  /**
   * Stores what the rules of the group would have given. What fails is logged.
   *
   * @param nextMs the first time that was not missed
   * @param stopped whether to leave the rest
   */
  void run(List<RuleWork> rules, long nextMs, BooleanSupplier stopped) {
    OptionalLong newestMs;
    try {
      newestMs = newestMs(nextMs);
    } catch (RuntimeException | Error e) {
      log().setCause(e).log("Finding out what recording rules missed failed");
      return;
    }
    if (newestMs.isEmpty()) {
      return;
    }
    long doneMs = newestMs.getAsLong() + group.queryOffsetMs();
    Missed missed =
        new Missed(GroupTimes.firstFrom(group, doneMs + 1), nextMs - group.intervalMs());
    if (missed.firstMs > missed.lastMs) {
      return;
    }
    for (RuleWork rule : rules) {
      if (rule.rule() instanceof RecordingRuleOptions recording && !stopped.getAsBoolean()) {
        try {
          run(recording, rule.writer(), missed, stopped);
        } catch (RuleException | IOException | RuntimeException | Error e) {
          log().setCause(e).addKeyValue("name", recording.name()).log("Catching up failed");
        }
      }
    }
    LOG.atInfo()
        .addKeyValue("file", group.file())
        .addKeyValue("group", group.name())
        .addKeyValue("evaluations", (missed.lastMs - missed.firstMs) / group.intervalMs() + 1)
        .log("Caught up on missed evaluations of recording rules");
  }

  private void run(
      RecordingRuleOptions rule, SeriesWriter writer, Missed missed, BooleanSupplier stopped)
      throws RuleException, IOException {
    SteppedQuery query = new SteppedQuery(context.surroundings().query());
    ExprEvaluator exprs = new ExprEvaluator(query, group);
    query.fetch(
        rule.expr().text(),
        exprs.dataTimeMs(missed.firstMs),
        exprs.dataTimeMs(missed.lastMs),
        group.intervalMs(),
        exprs.origin());
    RecordingEvaluator evaluator = new RecordingEvaluator(exprs, rule, group.limit());
    Map<AppendResult, Integer> refused = new EnumMap<>(AppendResult.class);
    for (long timeMs = missed.firstMs;
        timeMs <= missed.lastMs && !stopped.getAsBoolean();
        timeMs += group.intervalMs()) {
      writer
          .write(evaluator.evaluate(timeMs), exprs.dataTimeMs(timeMs))
          .forEach((reason, count) -> refused.merge(reason, count, Integer::sum));
    }
    if (!refused.isEmpty()) {
      log()
          .addKeyValue("name", rule.name())
          .addKeyValue("num_dropped", refused)
          .log("Results of missed evaluations discarded");
    }
  }

  /** When a rule of the group last stored something, as far back as is caught up. */
  private OptionalLong newestMs(long nextMs) {
    List<RecordingRuleOptions> recording = new ArrayList<>();
    for (RuleOptions rule : group.rules()) {
      if (rule instanceof RecordingRuleOptions one) {
        recording.add(one);
      }
    }
    if (recording.isEmpty()) {
      return OptionalLong.empty();
    }
    long fromMs = nextMs - context.options().catchUpMs();
    try (Querier history = context.surroundings().history().querier(fromMs, nextMs)) {
      return StoredResults.newestMs(recording, history, fromMs, nextMs);
    }
  }

  private LoggingEventBuilder log() {
    return LOG.atWarn().addKeyValue("file", group.file()).addKeyValue("group", group.name());
  }
}
