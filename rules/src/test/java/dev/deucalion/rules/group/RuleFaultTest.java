package dev.deucalion.rules.group;

import static dev.deucalion.rules.group.RuleWorld.MINUTE_MS;
import static dev.deucalion.rules.group.RuleWorld.alert;
import static dev.deucalion.rules.group.RuleWorld.group;
import static dev.deucalion.rules.group.RuleWorld.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.rules.schedule.VirtualScheduler;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Errors of the JVM, as for want of memory or when a disk fails, end nothing but what met them. */
class RuleFaultTest {
  private final Tsdb store = Tsdb.inMemory();
  private final VirtualScheduler time = new VirtualScheduler(RuleWorld.START_MS);

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  /** Evaluates as an engine does, but for {@code vector(13)}. */
  private RuleQuery query() {
    RuleQuery engine = new EngineRuleQuery(new PromqlEngine(EngineOptions.DEFAULTS), store);
    return new RuleQuery() {
      @Override
      public QueryValue evaluate(String expr, long timeMs, QueryOrigin origin) {
        if (expr.equals("vector(13)")) {
          throw new OutOfMemoryError("on purpose");
        }
        return engine.evaluate(expr, timeMs, origin);
      }

      @Override
      public QueryValue.Matrix evaluateRange(
          String expr, long startMs, long endMs, long stepMs, QueryOrigin origin) {
        return engine.evaluateRange(expr, startMs, endMs, stepMs, origin);
      }

      @Override
      public void close() {
        engine.close();
      }
    };
  }

  private RuleSurroundings surroundings(Queryable history) {
    return new RuleSurroundings(
        query(),
        store,
        history,
        time,
        System::nanoTime,
        time,
        alerts -> {},
        (alert, text) -> (data, timeMs) -> text);
  }

  /** The series of a metric that are there now. */
  private List<Labels> series(String metric) {
    return switch (query().evaluate(metric, time.nowMs(), QueryOrigin.NONE)) {
      case QueryValue.Vector vector ->
          vector.samples().stream().map(QueryValue.Sample::labels).toList();
      case QueryValue other -> throw new AssertionError(other);
    };
  }

  @Test
  void theOtherRulesOfTheGroupAreEvaluated() {
    RuleTrial trial =
        new RuleTrial(
            surroundings(store),
            RuleManagerOptions.defaults(""),
            List.of(group("g", record("a", "vector(13)"), record("b", "vector(1)"))),
            Labels.EMPTY);
    RuleGroupSnapshot after = trial.evaluate(0, time.nowMs());
    assertThat(after.rules().getFirst().outcome()).isEqualTo(RuleOutcome.BAD);
    assertThat(after.rules().getFirst().lastError()).contains("on purpose");
    assertThat(after.rules().getLast().outcome()).isEqualTo(RuleOutcome.GOOD);
    assertThat(after.rules().getLast().lastError()).isEmpty();
    assertThat(series("b")).containsExactly(Labels.of("__name__", "b"));
  }

  @Test
  void alertsAreStoredThoughHistoryCannotBeRead() {
    Queryable faulty =
        (minTimeMs, maxTimeMs) -> {
          throw new InternalError("a fault of a mapped file");
        };
    try (RuleManager manager =
        new RuleManager(surroundings(faulty), RuleManagerOptions.defaults(""))) {
      manager.apply(List.of(group("g", alert("A", "vector(1)", 60 * MINUTE_MS))), Labels.EMPTY);
      time.run(4 * MINUTE_MS);
      assertThat(series("ALERTS_FOR_STATE"))
          .containsExactly(Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "A"));
    }
  }
}
