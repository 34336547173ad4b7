package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleExpr;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.rules.schedule.VirtualScheduler;
import dev.deucalion.rules.template.AlertTemplates;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A server of nothing but rules: a store in memory, an engine, a virtual clock, and the alerts that
 * were sent. The store outlives the manager, as a disk outlives a process.
 */
final class RuleWorld implements AutoCloseable {
  static final long MINUTE_MS = 60_000;

  /** A whole hour. */
  static final long START_MS = 1_700_000L * 1_000_000 / 3_600_000 * 3_600_000;

  final Tsdb store = Tsdb.inMemory();
  final VirtualScheduler time = new VirtualScheduler(START_MS);
  final List<Alert> sent = new ArrayList<>();
  private final PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);
  RuleManager manager;

  RuleWorld() {
    this(0);
  }

  RuleWorld(int concurrentRules) {
    manager = start(concurrentRules, 0);
  }

  private RuleManager start(int concurrentRules, long catchUpMs) {
    return new RuleManager(
        new RuleSurroundings(
            new EngineRuleQuery(engine, store),
            store,
            store,
            time,
            System::nanoTime,
            time,
            sent::addAll,
            new AlertTemplates(new TemplateSurroundings(RuleWorld::templateQuery, "", ""))),
        new RuleManagerOptions(
            "http://localhost:9090",
            60 * MINUTE_MS,
            10 * MINUTE_MS,
            MINUTE_MS,
            concurrentRules,
            catchUpMs));
  }

  /** What templates ask gives nothing; one query fails as only faults of the program do. */
  private static List<QueryValue.Sample> templateQuery(String query, long timeMs) {
    if (query.equals("broken")) {
      throw new IllegalStateException("on purpose");
    }
    return List.of();
  }

  /** As after a kill and a new start: nothing is left of the manager. */
  void restart() {
    restart(0);
  }

  /** As {@link #restart()}, with a manager that catches up. */
  void restart(long catchUpMs) {
    time.kill();
    manager = start(0, catchUpMs);
  }

  static RuleGroupOptions group(String name, RuleOptions... rules) {
    return new RuleGroupOptions(name, "rules.yml", MINUTE_MS, 0, 0, Arrays.asList(rules));
  }

  static RuleExpr expr(String text) {
    return RuleExpr.parse(text, ParserOptions.DEFAULTS);
  }

  static RecordingRuleOptions record(String name, String expr) {
    return RecordingRuleOptions.of(name, expr(expr), Map.of());
  }

  static AlertingRuleOptions alert(String name, String expr, long holdMs) {
    return AlertingRuleOptions.of(name, expr(expr)).withTimes(holdMs, 0);
  }

  void apply(RuleGroupOptions... groups) {
    manager.apply(Arrays.asList(groups), Labels.EMPTY);
  }

  /** Stores a sample of now. */
  void put(String metric, double value) {
    put(time.nowMs(), value, "__name__", metric);
  }

  void put(long timeMs, double value, String... labels) {
    try (Appender batch = store.appender()) {
      batch.append(batch.seriesRef(Labels.of(labels)), timeMs, value);
      batch.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The result of a query now, a line for each series. */
  List<String> query(String expr) {
    InstantQuery query = new InstantQuery(expr, time.nowMs(), QueryOptions.DEFAULTS);
    QueryValue value = engine.instant(store, query).value();
    return switch (value) {
      case QueryValue.Vector vector ->
          vector.samples().stream()
              .map(sample -> sample.labels() + " " + shown(sample))
              .sorted()
              .toList();
      case QueryValue.Scalar scalar -> List.of(String.valueOf(scalar.value()));
      case QueryValue.Str text -> List.of(text.value());
      case QueryValue.Matrix matrix ->
          matrix.series().stream()
              .map(series -> series.labels() + " " + Arrays.toString(series.timesMs()))
              .sorted()
              .toList();
    };
  }

  private static Object shown(QueryValue.Sample sample) {
    return sample.histogram() == null ? (Object) sample.value() : sample.histogram();
  }

  /** The states of the alerts of the first rule. */
  List<String> alerts() {
    return manager.groups().getFirst().rules().getFirst().alerts().all().stream()
        .map(alert -> alert.labels().get("alertname") + " " + alert.state().text())
        .toList();
  }

  RuleSnapshot firstRule() {
    return manager.groups().getFirst().rules().getFirst();
  }

  @Override
  public void close() {
    manager.close();
    try {
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
