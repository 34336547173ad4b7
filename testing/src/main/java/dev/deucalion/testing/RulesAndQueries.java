package dev.deucalion.testing;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.rules.group.EngineRuleQuery;
import dev.deucalion.rules.group.RuleManagerOptions;
import dev.deucalion.rules.group.RuleQuery;
import dev.deucalion.rules.group.RuleSurroundings;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.schedule.VirtualScheduler;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Queryable;
import dev.deucalion.testing.answer.Answer;
import dev.deucalion.testing.capture.Notifications;
import dev.deucalion.testing.rule.RuleBook;
import dev.deucalion.testing.time.Timeline;
import java.net.URI;

/**
 * What reads an embedded Prometheus' store: queries, rules, and whom alerts are sent to.
 *
 * @param stored what queries and rules read
 */
record RulesAndQueries(
    Queryable stored, PromqlEngine engine, RuleBook rules, Notifications notifications) {
  /**
   * Without rules.
   *
   * @param written takes what rules make
   */
  static RulesAndQueries of(
      EmbeddedOptions options, Timeline timeline, Appendable written, Queryable stored) {
    PromqlEngine engine =
        new PromqlEngine(
            EngineOptions.DEFAULTS.withSharding(new EngineOptions.Sharding(1, Long.MAX_VALUE)),
            options.language(),
            System::nanoTime);
    engine.setDefaultStepMs(options.evaluationInterval().toMillis());
    Notifications notifications =
        new Notifications(timeline, options.externalLabels(), options.alertRelabeling());
    RuleQuery query = new EngineRuleQuery(engine, stored);
    RuleSurroundings surroundings =
        new RuleSurroundings(
            query,
            written,
            stored,
            timeline,
            System::nanoTime,
            new VirtualScheduler(timeline.nowMs()),
            notifications,
            RuleTemplates.of(query, options.externalUrl(), URI.create(options.externalUrl())));
    RuleBook rules =
        new RuleBook(
            surroundings,
            RuleManagerOptions.defaults(options.externalUrl()),
            options.externalLabels(),
            options.onRuleFailure());
    return new RulesAndQueries(stored, engine, rules, notifications);
  }

  /** The answer to a query for a time, in milliseconds since the epoch. */
  Answer query(String promql, long timeMs) {
    return Answer.of(
        promql,
        Answer.Grid.at(timeMs),
        engine.instant(stored, new InstantQuery(promql, timeMs, QueryOptions.DEFAULTS)));
  }
}
