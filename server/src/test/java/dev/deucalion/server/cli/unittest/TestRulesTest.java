package dev.deucalion.server.cli.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRulesTest {
  @TempDir private Path dir;

  @BeforeEach
  void writeRules() throws IOException {
    file(
        "rules.yml",
        """
        groups:
          - name: alerts
            rules:
              - alert: Down
                expr: up == 0
                for: 2m
                labels: {severity: page}
                annotations: {text: "{{ $labels.job }} on {{ $externalLabels.site }}"}
          - name: records
            rules:
              - {record: ups, expr: sum(up)}
              - {record: ups:twice, expr: ups * 2}
        """);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  private String test(String body) throws IOException {
    return file("test.yml", "rule_files: [rules.yml]\n" + body);
  }

  private static final String SERIES =
      "  - input_series: [{series: 'up{job=\"a\"}', values: '1 0x10'}]\n";

  @Test
  void alertsAndRecordsAreAsExpected() throws IOException {
    String file =
        test(
            """
            tests:
            %s\
                external_labels: {site: here}
                alert_rule_test:
                  - {eval_time: 2m30s, alertname: Down, exp_alerts: []}
                  - eval_time: 3m
                    alertname: Down
                    exp_alerts:
                      - exp_labels: {severity: page, job: a}
                        exp_annotations: {text: a on here}
                promql_expr_test:
                  - {expr: 'ups:twice', eval_time: 0m, exp_samples: [{labels: 'ups:twice', value: 2}]}
                  - expr: ALERTS
                    eval_time: 1m
                    exp_samples:
                      - labels: 'ALERTS{alertname="Down",alertstate="pending",job="a",severity="page"}'
                        value: 1
                  - {expr: 'time() + 1', eval_time: 3m, exp_samples: [{labels: '{}', value: 181}]}
            """
                .formatted(SERIES));
    assertThat(ToolRun.of("test", "rules", file)).isEqualTo(new ToolRun(0, "  SUCCESS\n\n", ""));
  }

  @Test
  void directoriesOfRuleFilesMayBePatterns() throws IOException {
    Files.createDirectories(dir.resolve("tests"));
    for (String name : List.of("a", "b")) {
      Files.createDirectories(dir.resolve("rules-" + name));
      file(
          "rules-" + name + "/r.yml",
          "groups: [{name: g, rules: [{record: r, expr: 1, labels: {f: " + name + "}}]}]");
    }
    String queries =
        "\n"
            + "tests: [{promql_expr_test: [{expr: count(r), exp_samples: [{labels: '{}', value:"
            + " 2}]}]}]\n";
    String file = file("tests/t.yml", "rule_files: ['../rules-[ab]/*.yml']" + queries);
    assertThat(ToolRun.of("test", "rules", file)).isEqualTo(new ToolRun(0, "  SUCCESS\n\n", ""));
    String bad = file("tests/bad.yml", "rule_files: ['[']" + queries);
    assertThat(ToolRun.of("test", "rules", bad).err())
        .isEqualTo("  FAILED:\nsyntax error in pattern\n");
  }

  @Test
  void differencesAreShown() throws IOException {
    String file =
        test(
            """
            tests:
            %s\
                name: one
                alert_rule_test:
                  - {eval_time: 3m, alertname: Down, exp_alerts: [{exp_labels: {job: b}}]}
                promql_expr_test:
                  - {expr: 'ups', eval_time: 1m, exp_samples: [{labels: 'ups', value: 12.5}]}
                  - {expr: 'none', eval_time: 1m, exp_samples: [{labels: 'x{', value: 1}]}
            """
                .formatted(SERIES));
    ToolRun run = ToolRun.of("test", "rules", file);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            """
              FAILED:
                name: one,
                alertname: Down, time: 3m,\s
                    exp:[
                        0:
                          Labels:{alertname="Down", job="b"}
                          Annotations:{}
                        ],\s
                    got:[
                        0:
                          Labels:{alertname="Down", job="a", severity="page"}
                          Annotations:{text="a on "}
                        ]
                expr: "ups", time: 1m,
                    exp: {__name__="ups"} 1.25E+01
                    got: {__name__="ups"} 0E+00
                expr: "none", time: 1m, err: labels "x{": \
            """);
    ToolRun diff = ToolRun.of("test", "rules", "--diff", file);
    assertThat(diff.err())
        .contains(
            "\"job\": \u001b[0;33m\"b\" => \"a\"\u001b[0m",
            "\"severity\": \u001b[0;32m\"page\"\u001b[0m");
  }

  @Test
  void infiniteValuesCanBeExpected() throws IOException {
    String file =
        test(
            """
            tests:
              - promql_expr_test:
                  - {expr: 1/0, exp_samples: [{value: .inf}]}
                  - {expr: 1/0, exp_samples: [{value: +.Inf}]}
                  - {expr: -1/0, exp_samples: [{value: -.INF}]}
            """);
    assertThat(ToolRun.of("test", "rules", file)).isEqualTo(new ToolRun(0, "  SUCCESS\n\n", ""));
    String nan = test("tests: [{promql_expr_test: [{expr: 0/0, exp_samples: [{value: .nan}]}]}]\n");
    assertThat(ToolRun.of("test", "rules", nan).err())
        .endsWith("        exp: {} NaN\n        got: {} NaN\n");
  }

  @Test
  void aSeriesWithoutLabelsFailsTheTest() throws IOException {
    String file =
        test(
            """
            tests:
              - input_series: [{series: '{}', values: '1x3'}]
                promql_expr_test: [{expr: '1', eval_time: 1m, exp_samples: [{value: 1}]}]
            """);
    assertThat(ToolRun.of("test", "rules", file).err())
        .isEqualTo("  FAILED:\nempty labelset: invalid sample\nempty labelset: invalid sample\n");
  }

  @Test
  void onlyWantedTestsRun() throws IOException {
    String failing =
        "\n    promql_expr_test: [{expr: '1', eval_time: 0, exp_samples: [{value: 2}]}]\n";
    String file = test("tests:\n  - name: good one" + "\n  - name: bad one" + failing);
    assertThat(ToolRun.of("test", "rules", file).exitCode()).isEqualTo(1);
    assertThat(ToolRun.of("test", "rules", "--run=^good", "--run=x", file).exitCode()).isZero();
    assertThat(ToolRun.of("test", "rules", "--run=(", file).err()).startsWith("regexp: Compile");
  }

  @Test
  void aReportForBuildServersIsWritten() throws IOException {
    String failing =
        "\n    promql_expr_test: [{expr: '1', eval_time: 0, exp_samples: [{value: 2}]}]\n";
    String file = test("tests:\n  - name: good\n  - interval: 1m" + failing);
    Path report = dir.resolve("report.xml");
    ToolRun.of("test", "--junit=" + report, "rules", file, file("bad.yml", "test: []"));
    assertThat(Files.readString(report))
        .matches("<testsuites>.*</testsuites>")
        .contains(
            "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\" timestamp=\"20",
            "<testcase name=\"good\"></testcase><testcase name=\"unnamed#1\"><failure>",
            "expr: &#34;1&#34;, time: 0s,&#xA;        exp: {} 2E+00&#xA;        got: {} 1E+00",
            "tests=\"1\" failures=\"0\" errors=\"1\"",
            "<testcase name=\"unknown\"><error>" + dir.resolve("bad.yml") + ":1:1: field test");
  }

  @Test
  void whatCannotBeEvaluatedEndsTheTest() throws IOException {
    file("rules.yml", "groups: [{name: g, rules: [{record: j, expr: a + on(x) b}]}]");
    String file =
        test(
            """
            tests:
              - input_series:
                  - {series: 'a{x="1"}', values: 1}
                  - {series: 'b{x="1",y="1"}', values: 1}
                  - {series: 'b{x="1",y="2"}', values: 1}
                promql_expr_test: [{expr: 'none', eval_time: 5m}]
            """);
    ToolRun run = ToolRun.of("test", "rules", file);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("  FAILED:\n    rule: j, time: 0s, err: found duplicate series for the match");
    assertThat(run.err().lines()).hasSize(2);
  }

  @Test
  void filesAreReadStrictly() throws IOException {
    assertThat(ToolRun.of("test", "rules", test("test: []")).err())
        .isEqualTo(
            "  FAILED:\n"
                + dir.resolve("test.yml")
                + ":2:1: field test not found in type main.unitTestFile\n");
    assertThat(ToolRun.of("test", "rules", test("group_eval_order: [a, a]")).err())
        .contains("group name repeated in evaluation order: a");
    assertThat(
            ToolRun.of(
                    "test", "rules", test("tests: [{name: n, alert_rule_test: [{eval_time: 1m}]}]"))
                .err())
        .contains(
            "an item under alert_rule_test misses required attribute alertname at eval_time 1m"
                + " (in TestGroup n)");
    String noRules = file("empty.yml", "rule_files: [none.yml]");
    assertThat(ToolRun.of("test", "rules", noRules).err())
        .isEqualTo("  WARNING: no file match pattern " + dir.resolve("none.yml") + "\n");
  }

  @Test
  void debuggingPrintsAllSeries() throws IOException {
    String file =
        test("tests:\n" + SERIES + "    promql_expr_test: [{expr: 'none', eval_time: 1m}]\n");
    ToolRun run = ToolRun.of("test", "rules", "--debug", file);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .startsWith(
            """
            DEBUG: Starting test unnamed#0
            DEBUG: Dump of all data (input_series and rules) at 1m1s:
            """)
        .contains("up{job=\"a\"} =>\n1 @[0]\n0 @[60000]\n", "ups =>\n1 @[0]\n0 @[60000]\n");
  }

  @Test
  void aTestMayBeginAtAnyTime() throws IOException {
    String file =
        test(
            """
            tests:
              - start_timestamp: 2024-01-01T00:00:00Z
                input_series: [{series: x, values: '1 2'}]
                promql_expr_test:
                  - {expr: timestamp(x), eval_time: 1m, exp_samples: [{value: 1704067260}]}
            """);
    assertThat(ToolRun.of("test", "rules", file).err()).isEmpty();
  }
}
