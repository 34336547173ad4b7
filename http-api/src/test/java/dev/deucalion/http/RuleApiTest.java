package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.alert.AlertStates;
import dev.deucalion.rules.alert.AlertTiming;
import dev.deucalion.rules.alert.Observation;
import dev.deucalion.rules.group.RuleGroupSnapshot;
import dev.deucalion.rules.group.RuleOutcome;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleExpr;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.rules.options.SortedTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleApiTest {
  private static final long TIME_MS = 1_700_000_000_500L;
  private static final AlertingRuleOptions DOWN =
      AlertingRuleOptions.of("Down", RuleExpr.parse("up==0", ParserOptions.DEFAULTS))
          .withTimes(300_000, 60_000)
          .withLabels(Map.of("severity", "page", "none", ""))
          .withAnnotations(Map.of("summary", "It is <down>"));
  private static final RecordingRuleOptions RATE =
      RecordingRuleOptions.of(
          "job:up:sum",
          RuleExpr.parse("sum by (job) (up)", ParserOptions.DEFAULTS),
          Map.of("team", "a"));

  private final ServerFixture http = new ServerFixture();

  @BeforeEach
  void evaluate() {
    http.program.rules =
        List.of(
            group("a.yml", "alerts", DOWN),
            group("a.yml", "records", RATE),
            group("b.yml", "both", RATE, DOWN));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  private static RuleGroupSnapshot group(String file, String name, RuleOptions... rules) {
    return new RuleGroupSnapshot(
        new RuleGroupOptions(name, file, 15_000, 0, 10, Arrays.asList(rules)),
        TIME_MS,
        2_500_000,
        Arrays.stream(rules).map(RuleApiTest::snapshot).toList());
  }

  private static RuleSnapshot snapshot(RuleOptions rule) {
    return switch (rule) {
      case AlertingRuleOptions alerting ->
          new RuleSnapshot(
              alerting,
              RuleOutcome.GOOD,
              "",
              TIME_MS,
              1_000_000,
              AlertStates.NONE.next(
                  new AlertTiming(300_000, 0),
                  List.of(
                      new Observation(
                          Labels.of("alertname", "Down", "severity", "page"),
                          SortedTexts.copyOf(alerting.annotations()),
                          0)),
                  TIME_MS));
      case RecordingRuleOptions recording ->
          new RuleSnapshot(recording, RuleOutcome.BAD, "it failed", 0, 0, AlertStates.NONE);
    };
  }

  private String data(String pathAndQuery) {
    String body = http.get("/api/v1/" + pathAndQuery).body();
    assertThat(body).startsWith("{\"status\":\"success\",\"data\":");
    return body.substring("{\"status\":\"success\",\"data\":".length(), body.length() - 1);
  }

  /** Groups and rules of an answer by their names, in order. */
  private String names(String query) {
    StringBuilder names = new StringBuilder();
    Matcher matcher = Pattern.compile("\"name\":\"([^\"]*)\"").matcher(data("rules?" + query));
    while (matcher.find()) {
      names.append(names.isEmpty() ? "" : " ").append(matcher.group(1));
    }
    return names.toString();
  }

  @Test
  void anAlertingRule() {
    assertThat(data("rules?rule_group[]=alerts"))
        .isEqualTo(
            "{\"groups\":[{\"name\":\"alerts\",\"file\":\"a.yml\",\"rules\":[{\"state\":\"pending\",\"name\":\"Down\",\"query\":\"up"
                + " == 0\",\"duration\":300,\"keepFiringFor\":60,"
                + "\"labels\":{\"none\":\"\",\"severity\":\"page\"},\"annotations\":{\"summary\":\"It"
                + " is \\u003cdown\\u003e\"},"
                + "\"alerts\":[{\"labels\":{\"alertname\":\"Down\",\"severity\":\"page\"},\"annotations\":{\"summary\":\"It"
                + " is \\u003cdown\\u003e\"},"
                + "\"state\":\"pending\",\"activeAt\":\"2023-11-14T22:13:20.5Z\","
                + "\"value\":\"0e+00\"}],\"health\":\"ok\",\"evaluationTime\":0.001,"
                + "\"lastEvaluation\":\"2023-11-14T22:13:20.5Z\",\"type\":\"alerting\"}],"
                + "\"interval\":15,\"limit\":10,\"evaluationTime\":0.0025,"
                + "\"lastEvaluation\":\"2023-11-14T22:13:20.5Z\"}]}");
  }

  @Test
  void aRecordingRuleThatFailed() {
    assertThat(data("rules?rule_group[]=records"))
        .contains(
            "\"rules\":[{\"name\":\"job:up:sum\",\"query\":\"sum by (job) (up)\","
                + "\"labels\":{\"team\":\"a\"},\"health\":\"err\",\"lastError\":\"it failed\","
                + "\"evaluationTime\":0,\"lastEvaluation\":\"0001-01-01T00:00:00Z\","
                + "\"type\":\"recording\"}]");
  }

  @Test
  void alertsCanBeLeftOut() {
    assertThat(data("rules?type=alert&exclude_alerts=true"))
        .contains("\"alerts\":null")
        .doesNotContain("activeAt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x=y                                | alerts Down records job:up:sum both job:up:sum Down
          type=alert                         | alerts Down both Down
          type=Record                        | records job:up:sum both job:up:sum
          rule_name[]=Down                   | alerts Down both Down
          rule_name[]=Down&rule_group[]=both | both Down
          file[]=b.yml                       | both job:up:sum Down
          file[]=c.yml                       | ''
          match[]=%7Bteam%3D%22a%22%7D       | records job:up:sum both job:up:sum
          group_limit=1                      | alerts Down
          group_limit=2&type=record          | records job:up:sum both job:up:sum
          """)
  void filters(String query, String expected) {
    assertThat(names(query)).isEqualTo(expected);
  }

  @Test
  void pagesFollowEachOther() {
    String first = data("rules?group_limit=2");
    Matcher token = Pattern.compile("\"groupNextToken\":\"([0-9a-f]{64})\"").matcher(first);
    assertThat(token.find()).isTrue();
    String second = "group_limit=2&group_next_token=" + token.group(1);
    assertThat(names(second)).isEqualTo("both job:up:sum Down");
    assertThat(data("rules?" + second)).doesNotContain("groupNextToken");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          group_limit=x | group_limit | group_limit needs to be a valid number: strconv.ParseInt: parsing \\"x\\": invalid syntax
          group_limit=3000000000 | group_limit | group_limit needs to be a valid number: strconv.ParseInt: parsing \\"3000000000\\": value out of range
          group_limit=0 | group_limit | group_limit needs to be greater than 0
          group_next_token=x | group_next_token | group_limit needs to be present in order to paginate over the groups
          group_limit=1&group_next_token=x | group_next_token | invalid group_next_token 'x'. were rule groups changed?
          exclude_alerts=x | exclude_alerts | error converting exclude_alerts: strconv.ParseBool: parsing \\"x\\": invalid syntax
          """)
  void whatCannotBeUsed(String query, String parameter, String error) {
    assertThat(http.get("/api/v1/rules?" + query).body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter \\\""
                + parameter
                + "\\\": "
                + error
                + "\"}");
  }

  @Test
  void allActiveAlerts() {
    assertThat(data("alerts"))
        .startsWith("{\"alerts\":[{\"labels\":{\"alertname\":\"Down\",")
        .satisfies(alerts -> assertThat(alerts.split("activeAt", -1)).hasSize(3));
  }
}
