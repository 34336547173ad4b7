package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptParserTest {
  private static ScriptCommand only(String text) {
    PromqlScript script = PromqlScript.parse("t", text);
    assertThat(script.commands()).hasSize(1);
    return script.commands().getFirst();
  }

  private static Expectation expectation(String body) {
    return ((ScriptCommand.Eval) only("eval instant at 5m q\n" + body)).expectation();
  }

  @Test
  void readsCommandsWithTheirLines() {
    PromqlScript script =
        PromqlScript.parse(
            "t",
            """
            # A comment.
            load 5m
              a 1+1x3
              # Ends the series.

            clear
            load_with_nhcb 30s
            \tb{c="d"} 5

            eval range from 0 to 10m step 1m sum by (x) (a)
              {x="1"} 1 2
            """);
    assertThat(script.commands()).extracting(ScriptCommand::line).containsExactly(2, 6, 7, 10);
    ScriptCommand.Load load = (ScriptCommand.Load) script.commands().get(2);
    assertThat(load.intervalMs()).isEqualTo(30_000);
    assertThat(load.withHistograms()).isTrue();
    ScriptCommand.Eval eval = (ScriptCommand.Eval) script.commands().get(3);
    assertThat(eval.expr()).isEqualTo("sum by (x) (a)");
    assertThat(eval.time()).isEqualTo(new EvalTime.Range(0, 600_000, 60_000));
  }

  @Test
  void readsExpectations() {
    Expectation all =
        expectation(
            """
            expect ordered
            expect warn msg: PromQL warning: a (1:2)
            expect warn
            expect info regex: b.*c
            a 1
            b 2
            """);
    assertThat(all.ordered()).isTrue();
    assertThat(all.failure()).isNull();
    assertThat(all.warnings())
        .containsExactly(
            new MessagePattern.Exact("PromQL warning: a (1:2)"), new MessagePattern.Any());
    assertThat(all.infos()).hasSize(1);
    assertThat(all.infos().getFirst().matches("a b c d")).isTrue();
    assertThat(all.infos().getFirst().matches("a c d")).isFalse();
    assertThat(((Expectation.Value.Series) all.value()).series()).hasSize(2);
    assertThat(expectation("expect no_warn\nexpect no_info"))
        .matches(Expectation::noWarnings)
        .matches(Expectation::noInfos);
  }

  @Test
  void readsValues() {
    assertThat(expectation("-0x10").value()).isEqualTo(new Expectation.Value.Scalar(-16));
    assertThat(expectation("expect string \"a\\nb\"").value())
        .isEqualTo(new Expectation.Value.Text("a\nb"));
    Expectation.Value.Series points =
        (Expectation.Value.Series)
            expectation("expect range vector from 10s to 1m step 10s\na 1 2 3").value();
    assertThat(points.points()).isEqualTo(new EvalTime.Range(10_000, 60_000, 10_000));
    assertThat(points.series().getFirst().size()).isEqualTo(3);
  }

  @Test
  void readsOldExpectations() {
    ScriptCommand.Eval fail =
        (ScriptCommand.Eval) only("eval_fail instant at 1m q\n expected_fail_message no (x)");
    assertThat(fail.expectation().failure()).isEqualTo(new MessagePattern.Exact("no (x)"));
    assertThat(((ScriptCommand.Eval) only("eval_ordered instant at 1m q")).expectation().ordered())
        .isTrue();
    assertThat(((ScriptCommand.Eval) only("eval_warn instant at 1m q")).expectation().warnings())
        .containsExactly(new MessagePattern.Any());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing|t:1: invalid command \"nothing\"",
        "load|t:1: invalid load command. (load[_with_nhcb] <step:duration>)",
        "load 5q|t:1: unknown unit \"q\" in duration \"5q\"",
        "load 5m⏎m x|t:2: invalid value in series: x",
        "load 5m⏎m@st -1m|t:2: @st line has no following sample line",
        "load 5m⏎m@st -1m⏎m@st -1m⏎m 1|t:2: @st line has no following sample line",
        "load 5m⏎m@st -1m⏎n 1|t:2: @st metric does not match the following sample line metric",
        "load 5m⏎n 1⏎m@st -1mx2⏎m 1|t:3: @st line has 3 values but sample line has 1",
        "load 5m⏎m@st -1|t:2: invalid @st sequence: invalid ST item: -1",
        "load 5m⏎m@st|t:2: invalid @st line: missing value sequence",
        "eval range from 5m to 1m step 1m q|t:1: invalid test definition, end timestamp (1m) is"
            + " before start timestamp (5m)",
        "eval instant at 1m q⏎expect nothing|t:2: invalid expect statement, must match `expect"
            + " <type> <match_type>: <string>` format",
        "eval instant at 1m q⏎expect string x|t:2: expected string literal not valid - a quoted"
            + " string literal is required",
        "eval instant at 1m q⏎expect warn⏎expect no_warn|t:3: invalid expect lines, a kind of"
            + " annotation cannot be both expected and excluded",
        "eval instant at 1m q⏎expect fail⏎expect fail msg: x|t:3: invalid expect lines, multiple"
            + " expect fail lines are not allowed",
      })
  void namesTheLineOfAnError(String text, String message) {
    assertThatExceptionOfType(ScriptException.class)
        .isThrownBy(() -> PromqlScript.parse("t", text.replace('⏎', '\n')))
        .withMessage(message);
  }
}
