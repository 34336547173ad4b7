package dev.deucalion.server.cli.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromqlCommandsTest {
  private static ToolRun run(String... args) {
    List<String> all = new ArrayList<>(List.of("--experimental", "promql"));
    all.addAll(List.of(args));
    return ToolRun.of(all.toArray(String[]::new));
  }

  @Test
  void queriesAreFormatted() {
    assertThat(run("format", "sum  (rate(x[5m]))by(a)"))
        .isEqualTo(new ToolRun(0, "sum by (a) (rate(x[5m]))\n", ""));
    assertThat(run("format", "sum(").err()).contains("parse error");
  }

  @Test
  void matchersAreSetInAllSelectors() {
    String query = "topk(scalar(n), rate(a{x=\"1\",y=\"2\"}[5m])) / on() b offset 1m";
    assertThat(run("label-matchers", "set", query, "x", "3").out())
        .isEqualTo(
            "topk(scalar(n{x=\"3\"}), rate(a{x=\"3\",y=\"2\"}[5m]))"
                + " / on () b{x=\"3\"} offset 1m\n");
    assertThat(run("label-matchers", "set", "-t!~", "a", "x", "b|c").out())
        .isEqualTo("a{x!~\"b|c\"}\n");
    assertThat(run("label-matchers", "set", "-t=~", "a", "x", "(").exitCode()).isEqualTo(1);
  }

  @Test
  void matchersAreDeleted() {
    assertThat(run("label-matchers", "delete", "sum_over_time(a{x=\"1\",y=\"2\"}[5m:])", "x").out())
        .isEqualTo("sum_over_time(a{y=\"2\"}[5m:])\n");
  }

  @Test
  void longChainsAreNoProblem() {
    String chain = "a" + " + a".repeat(9_000);
    assertThat(run("label-matchers", "set", chain, "x", "1").exitCode()).isZero();
  }

  @Test
  void theCommandsAreExperimental() {
    assertThat(ToolRun.of("promql", "format", "a"))
        .isEqualTo(
            new ToolRun(
                1,
                "",
                "This command is experimental and requires the --experimental flag to be set.\n"));
  }
}
