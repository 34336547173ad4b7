package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.Feature;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.testkit.CaseResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRunnerTest {
  private static final String LOAD =
      """
      load 1m
        a{x="1"} 1+1x10
        a{x="2"} 20 _x4 3 stale
        h {{sum:1}}x5
        st@st -30s-1mx5
        st 1+1x5

      """;

  private static Outcome run(String eval) {
    ScriptReport report =
        ScriptRunner.run(
            new PromqlEngine(EngineOptions.DEFAULTS), PromqlScript.parse("t", LOAD + eval));
    assertThat(report.cases()).hasSize(1);
    return report.cases().getFirst().outcome();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval instant at 5m a\n a{x='1'} 6\n a{x='2'} 3",
        "eval instant at 6m a\n a{x='1'} 7",
        "eval instant at 5m sort_desc(a)\n expect ordered\n a{x='1'} 6\n a{x='2'} 3",
        "eval instant at 5m scalar(a{x='1'})\n 6",
        "eval instant at 5m 'x'\n expect string \"x\"",
        "eval instant at 2m a[2m]\n expect range vector from 1m to 2m step 1m\n a{x='1'} 2 3",
        "eval range from 4m to 6m step 1m a\n a{x='1'} 5 6 7\n a{x='2'} 20 3 _",
        "eval instant at 5m a + on() a\n expect fail regex: many-to-many matching not allowed",
        "eval instant at 5m a +\n expect fail msg: 1:4: parse error: unexpected end of input",
        "eval instant at 5m quantile(2, a)\n expect warn msg: PromQL warning: quantile value should"
            + " be between 0 and 1, got 2 (1:10)\n {} +Inf",
      })
  void passes(String eval) {
    assertThat(run(eval)).isEqualTo(new Outcome.Passed());
  }

  @Test
  void saysWhatDiffers() {
    assertThat(run("eval instant at 5m a\n a{x='1'} 6.1\n a{x='2'} 3"))
        .isEqualTo(new Outcome.Failed("expected 6.1 for {__name__=\"a\", x=\"1\"} but got 6.0"));
    assertThat(run("eval instant at 5m a\n a{x='1'} 6"))
        .isEqualTo(
            new Outcome.Failed(
                "unexpected metric {__name__=\"a\", x=\"2\"} in result, has value 3.0"));
    assertThat(run("eval instant at 6m a\n a{x='1'} 7\n a{x='2'} 7"))
        .isEqualTo(new Outcome.Failed("expected metrics not found: [{__name__=\"a\", x=\"2\"}]"));
    assertThat(run("eval instant at 5m time()\n 1"))
        .isEqualTo(new Outcome.Failed("expected scalar 1.0 but got 300.0"));
    assertThat(run("eval range from 4m to 5m step 1m a{x='1'}\n a{x='1'} 5"))
        .isEqualTo(
            new Outcome.Failed(
                "expected 1 points for {__name__=\"a\", x=\"1\"}, but got 5.0 @240000 6.0"
                    + " @300000"));
    assertThat(run("eval instant at 5m a\n expect fail"))
        .isEqualTo(new Outcome.Failed("expected an error but got none"));
    assertThat(run("eval instant at 5m nope()\n expect fail regex: ^x"))
        .isEqualTo(
            new Outcome.Failed(
                "expected error matching pattern \"^x\", but got: 1:1: parse error: unknown"
                    + " function with name \"nope\""));
    assertThat(run("eval instant at 5m nope()"))
        .isEqualTo(
            new Outcome.Failed(
                "error evaluating: 1:1: parse error: unknown function with name \"nope\""));
    assertThat(run("eval instant at 5m quantile(2, a)\n expect no_warn\n {} +Inf"))
        .isEqualTo(
            new Outcome.Failed(
                "unexpected warnings: [PromQL warning: quantile value should be between 0 and 1,"
                    + " got 2 (1:10)]"));
  }

  @Test
  void comparesHistograms() {
    assertThat(run("eval instant at 1m h\n h {{sum:1}}")).isEqualTo(new Outcome.Passed());
    assertThat(run("eval instant at 1m h\n h 1"))
        .isEqualTo(
            new Outcome.Failed(
                "expected 1.0 for {__name__=\"h\"} but got {{schema:0 sum:1"
                    + " counter_reset_hint:not_reset}}"));
    assertThat(run("eval instant at 0 a{x='1'}\n a{x='1'} {{sum:1}}"))
        .isEqualTo(
            new Outcome.Failed(
                "expected {{schema:0 sum:1}} for {__name__=\"a\", x=\"1\"} but got 1.0"));
  }

  @Test
  void startTimestampsCountWhereTheEngineUsesThem() {
    PromqlScript script =
        PromqlScript.parse("t", LOAD + "eval instant at 1m start_timestamp(st)\n {} -30");
    ScriptReport report =
        ScriptRunner.run(
            new PromqlEngine(
                EngineOptions.DEFAULTS.with(Feature.START_TIMESTAMPS),
                ParserOptions.EXPERIMENTAL,
                System::nanoTime),
            script);
    assertThat(report.notPassed()).as(report.toString()).isEmpty();
    assertThat(run("eval instant at 1m increase(st[1m1ms])\n {} 1.0000166666666667"))
        .isEqualTo(new Outcome.Passed());
  }

  @Test
  void reportsReadably() {
    ScriptReport report =
        ScriptRunner.run(
            new PromqlEngine(EngineOptions.DEFAULTS),
            PromqlScript.parse("t", LOAD + "eval instant at 5m 1\n 1\n\neval instant at 1m 2\n 3"));
    assertThat(report)
        .hasToString(
            "t: 1 of 2 cases passed\n  line 11: 2: FAILED: expected scalar 3.0 but got 2.0");
  }
}
