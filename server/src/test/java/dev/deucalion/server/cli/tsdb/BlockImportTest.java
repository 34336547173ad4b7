package dev.deucalion.server.cli.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.FakeServer;
import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockImportTest {
  @TempDir private Path dir;

  private ToolRun importing(String text, String... flags) throws IOException {
    Path file = Files.writeString(dir.resolve("in.om"), text);
    String[] args = new String[flags.length + 5];
    args[0] = "tsdb";
    args[1] = "create-blocks-from";
    System.arraycopy(flags, 0, args, 2, flags.length);
    args[flags.length + 2] = "openmetrics";
    args[flags.length + 3] = file.toString();
    args[flags.length + 4] = dir.resolve("out").toString();
    return ToolRun.of(args);
  }

  private String dump() {
    return ToolRun.of("tsdb", "dump", dir.resolve("out").toString()).out();
  }

  @Test
  void everyTwoHoursWithSamplesAreABlock() throws IOException {
    ToolRun run = importing("a{b=\"c\"} 1 0\na{b=\"c\"} 2 7199.999\na{b=\"c\"} 3 36000\n# EOF\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(dump())
        .isEqualTo(
            """
            {__name__="a", b="c"} 1 0
            {__name__="a", b="c"} 2 7199999
            {__name__="a", b="c"} 3 36000000
            """);
    assertThat(importing("a 1 0\n# EOF\n", "--quiet").out()).isEmpty();
  }

  @Test
  void blocksMayBeLonger() throws IOException {
    ToolRun run =
        importing("a 1 0\na 2 7200\na 3 36000\n# EOF\n", "--max-block-duration=24h", "-r");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out()).contains("1970-01-01 00:00:00 +0000 UTC", "10h0m0.001s");
  }

  @Test
  void longerBlocksAreThoseThatCompactionMakes() throws IOException {
    String text = "a 1 0\na 2 7200\na 3 25200\na 4 108000\n# EOF\n";
    assertThat(importing(text, "--max-block-duration=8h").out().lines()).hasSize(1 + 3);
    for (String most : new String[] {"60h", "744h"}) {
      assertThat(importing(text, "--max-block-duration=" + most).out().lines()).hasSize(1 + 1);
    }
  }

  @Test
  void whatIsNotOfTheFormatIsRefusedAndLeavesNothing() throws IOException {
    assertThat(importing("a 1\n# EOF\n").err())
        .isEqualTo(
            "getting min and max timestamp: expected timestamp for series {__name__=\"a\"},"
                + " got none\n");
    assertThat(importing("a 1 1\n").err()).startsWith("getting min and max timestamp: next: ");
    ToolRun disordered = importing("a 1 100\na 2 50\n# EOF\n");
    assertThat(disordered.exitCode()).isEqualTo(1);
    assertThat(disordered.err()).startsWith("add sample: out of order sample: ");
    assertThat(importing("a 1 100\na 2 100\n# EOF\n").err())
        .startsWith("add sample: duplicate sample for timestamp: ");
    assertThat(ToolRun.of("tsdb", "list", dir.resolve("out").toString()).out().lines()).hasSize(1);
  }

  @Test
  void rulesAreRecordedOverThePast() throws IOException {
    Path rules =
        Files.writeString(
            dir.resolve("r.yml"),
            "groups: [{name: g, interval: 60s, rules: [{record: r, expr: up, labels: {a: b}},"
                + " {alert: x, expr: up}]}]");
    try (FakeServer server = new FakeServer()) {
      server.answer(
          "/api/v1/query_range",
          200,
          "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
              + "{\"__name__\":\"up\",\"job\":\"j\"},\"values\":[[1000,\"1\"],[1060,\"0\"]]}]}}");
      ToolRun run = importRules(server, rules);
      assertThat(run).isEqualTo(new ToolRun(0, "", ""));
      assertThat(server.asked()).hasSize(1);
      assertThat(server.asked().getFirst().text())
          .matches("query=up&start=10[0-5]\\d\\.\\d{3}&end=3600.000&step=60.000");
    }
    assertThat(dump())
        .isEqualTo(
            """
            {__name__="r", a="b", job="j"} 1 1000000
            {__name__="r", a="b", job="j"} 0 1060000
            """);
  }

  @Test
  void aRuleWhoseSamplesAreRefusedTakesNoneOfOthersWithIt() throws IOException {
    Path rules =
        Files.writeString(
            dir.resolve("r.yml"),
            "groups: [{name: g, rules: [{record: a, expr: twice, labels: {i: ''}},"
                + " {record: r, expr: up}]}]");
    try (FakeServer server = new FakeServer()) {
      server.answer(
          "/api/v1/query_range",
          200,
          asked ->
              "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                  + (asked.text().contains("query=twice")
                      ? "{\"metric\":{\"i\":\"1\"},\"values\":[[1000,\"1\"]]},"
                          + "{\"metric\":{\"i\":\"2\"},\"values\":[[1000,\"2\"]]}]}}"
                      : "{\"metric\":{},\"values\":[[1000,\"1\"]]}]}}"));
      ToolRun run = importRules(server, rules);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("duplicate sample for timestamp");
    }
    assertThat(dump()).isEqualTo("{__name__=\"r\"} 1 1000000\n");
  }

  @Test
  void aRuleThatFailsDoesNotKeepOthersFromBeingRecorded() throws IOException {
    Path rules =
        Files.writeString(
            dir.resolve("r.yml"),
            "groups: [{name: g, rules: [{record: a, expr: bad}, {record: r, expr: up}]}]");
    try (FakeServer server = new FakeServer()) {
      server.answer(
          "/api/v1/query_range",
          200,
          asked ->
              asked.text().contains("query=bad")
                  ? "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"no\"}"
                  : "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                      + "{\"metric\":{},\"values\":[[1000,\"1\"]]}]}}");
      ToolRun run = importRules(server, rules);
      assertThat(run)
          .isEqualTo(
              new ToolRun(
                  1,
                  "",
                  "rule importer error: query error: execution: no\nerror importing rules\n"));
    }
    assertThat(dump()).isEqualTo("{__name__=\"r\"} 1 1000000\n");
  }

  private ToolRun importRules(FakeServer server, Path rules) {
    return ToolRun.of(
        "tsdb",
        "create-blocks-from",
        "-q",
        "rules",
        "--start=1000",
        "--end=3600",
        "--output-dir=" + dir.resolve("out"),
        "--url=" + server.url(),
        rules.toString());
  }
}
