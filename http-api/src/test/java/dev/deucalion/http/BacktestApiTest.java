package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.source.RuleHistory;
import dev.deucalion.http.source.RuleHistory.Answer;
import dev.deucalion.http.source.RuleHistory.Change;
import dev.deucalion.http.source.RuleHistory.Failure;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.rules.alert.AlertChanges;
import dev.deucalion.rules.alert.AlertStates;
import dev.deucalion.rules.alert.AlertTiming;
import dev.deucalion.rules.alert.Observation;
import dev.deucalion.rules.options.SortedTexts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestApiTest {
  private static final String PATH = "/api/v1/rules/backtest";
  private static final String RANGE = "&start=10&end=2020-01-01T00:00:00Z";

  private final ServerFixture http = new ServerFixture();
  private final List<RuleHistory.Question> asked = new ArrayList<>();

  @AfterEach
  void stop() {
    http.close();
  }

  private Answer answer(RuleHistory.Question question) {
    asked.add(question);
    Observation seen =
        new Observation(
            Labels.of("alertname", "Down", "job", "j"),
            SortedTexts.copyOf(Map.of("summary", "\"down\"")),
            0.5);
    AlertStates states = AlertStates.NONE.next(new AlertTiming(0, 0), List.of(seen), 12_500);
    AlertChanges changes = new AlertChanges();
    List<Change> found = new ArrayList<>();
    changes.next(12_500, states).forEach(change -> found.add(new Change("g", "Down", change)));
    changes
        .next(20_000, AlertStates.NONE)
        .forEach(change -> found.add(new Change("g", "Down", change)));
    return new Answer(7, found, List.of(new Failure("g", "Late", 11_000, "too much")));
  }

  @Test
  void changesAndErrorsAreTold() {
    http.program.history = this::answer;
    HttpResponse<String> answer = http.post(PATH, "rules=groups%3A+%5B%5D" + RANGE);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String alert =
        "\"labels\":{\"alertname\":\"Down\",\"job\":\"j\"},"
            + "\"annotations\":{\"summary\":\"\\\"down\\\"\"},\"value\":\"5e-01\"}";
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"evaluations\":7,\"changes\":["
                + "{\"time\":12.500,\"group\":\"g\",\"rule\":\"Down\",\"state\":\"firing\","
                + alert
                + ",{\"time\":20,\"group\":\"g\",\"rule\":\"Down\",\"state\":\"resolved\","
                + alert
                + "],\"errors\":[{\"time\":11,\"group\":\"g\",\"rule\":\"Late\","
                + "\"error\":\"too much\"}]}}");
    RuleHistory.Question question = asked.getFirst();
    assertThat(question.rules()).isEqualTo("groups: []");
    assertThat(question.startMs()).isEqualTo(10_000);
    assertThat(question.endMs()).isEqualTo(1_577_836_800_000L);
    assertThat(question.intervalMs()).isEqualTo(60_000);
    assertThat(question.timeoutMs()).isZero();
  }

  @Test
  void intervalAndTimeoutArePassedOn() {
    http.program.history = this::answer;
    http.post(PATH, "interval=15s&timeout=2.5" + RANGE);
    assertThat(asked.getFirst().intervalMs()).isEqualTo(15_000);
    assertThat(asked.getFirst().timeoutMs()).isEqualTo(2_500);
  }

  @ParameterizedTest
  @CsvSource({
    "end=5, start",
    "start=5, end",
    "start=5&end=4, end",
    "start=1&end=2&interval=0, interval",
    "start=1&end=2&timeout=x, timeout"
  })
  void parametersThatCannotBeUsedAreRefused(String form, String parameter) {
    http.program.history = this::answer;
    HttpResponse<String> answer = http.post(PATH, form);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid parameter \\\"" + parameter + "\\\"");
    assertThat(asked).isEmpty();
  }

  @Test
  void rulesThatCannotBeUsedAreRefused() {
    http.program.history =
        question -> {
          throw new IllegalArgumentException("rules:1:1: none");
        };
    HttpResponse<String> answer = http.post(PATH, "rules=x" + RANGE);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid parameter \\\"rules\\\": rules:1:1: none");
  }

  @Test
  void whatTakesTooLongIsATimeout() {
    http.program.history =
        question -> {
          throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out");
        };
    HttpResponse<String> answer = http.post(PATH, "rules=x" + RANGE);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"errorType\":\"timeout\"");
  }
}
