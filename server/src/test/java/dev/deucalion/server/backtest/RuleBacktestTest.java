package dev.deucalion.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.http.source.RuleHistory;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.group.GroupTimes;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleBacktestTest {
  private static final long STEP_MS = 10_000;
  private static final long END_MS = 600_000;
  private static final long TIMEOUT_MS = 60_000;

  private final PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);
  private final Tsdb store = Tsdb.inMemory();

  @BeforeEach
  void fill() throws IOException {
    try (Appender batch = store.appender()) {
      long up = batch.seriesRef(Labels.of("__name__", "up", "job", "j"));
      long load = batch.seriesRef(Labels.of("__name__", "load", "job", "j"));
      for (long timeMs = 0; timeMs <= END_MS; timeMs += STEP_MS) {
        batch.append(up, timeMs, timeMs >= 100_000 && timeMs < 300_000 ? 0 : 1);
        batch.append(load, timeMs, timeMs / 1_000.0);
      }
      batch.commit();
    }
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private RuleHistory.Answer replay(String rules, long endMs, LongSupplier nanoTime) {
    GroupReplay.Outside outside =
        new GroupReplay.Outside(Labels.of("dc", "x"), URI.create("http://host:1/p"));
    return new RuleBacktest(
            engine, store, ParserOptions.DEFAULTS, nanoTime, TIMEOUT_MS, () -> outside)
        .replay(new RuleHistory.Question(rules, 0, endMs, STEP_MS, 0, QueryOrigin.NONE));
  }

  private List<String> changes(String rule) {
    RuleHistory.Answer answer =
        replay("groups: [{name: g, rules: [{" + rule + "}]}]", END_MS, () -> 0);
    assertThat(answer.failures()).isEmpty();
    long shiftMs =
        GroupTimes.firstFrom(new RuleGroupOptions("g", "rules", STEP_MS, 0, 0, List.of()), 0);
    return answer.changes().stream()
        .map(found ->
            (found.change().timeMs() - shiftMs)
                + " "
                + found.change().what()
                + " "
                + found.change().alert().labels()
                + found.change().alert().annotations())
        .toList();
  }

  @Test
  void anAlertIsPendingFiresAndIsResolved() {
    assertThat(
            changes(
                "alert: Down, expr: up == 0, for: 1m, keep_firing_for: 30s, labels: {severity:"
                    + " page}, annotations: {s: '{{ $labels.job }} {{ $value }}'}"))
        .containsExactly(
            "100000 pending {alertname=\"Down\", job=\"j\", severity=\"page\"}{s=j 0}",
            "160000 firing {alertname=\"Down\", job=\"j\", severity=\"page\"}{s=j 0}",
            "330000 resolved {alertname=\"Down\", job=\"j\", severity=\"page\"}{s=j 0}");
  }

  @Test
  void whatNeverFiresIsNotResolved() {
    assertThat(changes("alert: Down, expr: up == 0, for: 5m"))
        .containsExactly(
            "100000 pending {alertname=\"Down\", job=\"j\"}{}",
            "300000 inactive {alertname=\"Down\", job=\"j\"}{}");
  }

  @Test
  void templatesSeeThePast() {
    assertThat(
            changes(
                "alert: Load, expr: vector(1), annotations: {s: '{{ query \"load > 100\" | len"
                    + " }}'}"))
        .containsExactly("0 firing {alertname=\"Load\"}{s=0}");
  }

  @Test
  void templatesSeeWhatTheServerIsCalled() {
    assertThat(
            changes(
                "alert: Load, expr: vector(1), labels: {dc: '{{ $externalLabels.dc }}'},"
                    + " annotations: {s: '{{ $externalURL }} {{ externalURL }} {{ pathPrefix }}'}"))
        .containsExactly(
            "0 firing {alertname=\"Load\", dc=\"x\"}{s=http://host:1/p http://host:1/p /p}");
  }

  /** Over a range, its start would be another one. */
  @Test
  void startAndEndAreThoseOfEachEvaluation() {
    assertThat(changes("alert: Load, expr: load @ end() > 200"))
        .containsExactly("210000 firing {alertname=\"Load\", job=\"j\"}{}");
  }

  @Test
  void recordingRulesAreLeftOut() {
    RuleHistory.Answer answer =
        replay("groups: [{name: g, rules: [{record: r, expr: up}]}]", END_MS, () -> 0);
    assertThat(answer.evaluations()).isZero();
    assertThat(answer.changes()).isEmpty();
  }

  @Test
  void failedEvaluationsAreTold() {
    RuleHistory.Answer answer =
        replay(
            "groups: [{name: g, limit: 1, rules: [{alert: Any, expr: 'up or label_join(load,"
                + " \"new\", \"\", \"job\")'}]}]",
            END_MS,
            () -> 0);
    assertThat(answer.evaluations()).isBetween(60, 61);
    assertThat(answer.failures()).hasSize(answer.evaluations());
    assertThat(answer.failures().getFirst().error()).isEqualTo("exceeded limit of 1 with 2 alerts");
  }

  @Test
  void faultsOfRulesComeTogetherWithTheirPlaces() {
    assertThatThrownBy(() ->
            replay(
                """
                groups:
                - name: g
                  rules:
                  - alert: A
                    expr: up ==
                  - alert: B
                    expr: up
                    four: 5m
                """,
                END_MS,
                () -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rules:5:")
        .hasMessageContaining("rules:8:");
  }

  @Test
  void moreEvaluationsThanStepsOfAQueryAreRefused() {
    assertThatThrownBy(() ->
            replay("groups: [{name: g, rules: [{alert: A, expr: up}]}]", STEP_MS * 11_002, () -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 11,000 times");
  }

  @Test
  void theTimeIsLimited() {
    long[] nanos = {0};
    assertThatThrownBy(() ->
            replay(
                "groups: [{name: g, rules: [{alert: A, expr: up}]}]",
                END_MS,
                () -> nanos[0] += 2_000_000_000L))
        .isInstanceOf(QueryException.class)
        .hasMessage("query timed out in expression evaluation");
  }
}
