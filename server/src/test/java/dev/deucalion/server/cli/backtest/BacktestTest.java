package dev.deucalion.server.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.FakeServer;
import dev.deucalion.server.cli.FakeServer.Asked;
import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
  private static final Pattern START = Pattern.compile("start=0\\.(\\d{3})&");

  private final FakeServer server = new FakeServer();

  @TempDir private Path dir;

  @AfterEach
  void stop() {
    server.close();
  }

  private ToolRun backtest(String more) throws IOException {
    Path rules =
        Files.writeString(
            dir.resolve("r.yml"),
            "groups: [{name: g, interval: 1s, rules: [{record: x, expr: up}, {alert: Down, expr:"
                + " 'up == 0', for: 3s"
                + more
                + "}]}]");
    return ToolRun.of(
        "backtest", "rules", "--start=0", "--end=30", "--url=" + server.url(), rules.toString());
  }

  /** By how much the group's evaluations are shifted: what is asked begins there. */
  private static int shiftMs(Asked request) {
    Matcher start = START.matcher(request.text());
    assertThat(start.find()).as(request.text()).isTrue();
    return Integer.parseInt(start.group(1));
  }

  /** The series is there from second 10 to second 20, but not in second 12. */
  private static String answer(Asked request) {
    String points =
        IntStream.rangeClosed(10, 20)
            .filter(second -> second != 12)
            .mapToObj(second -> "[%d.%03d,\"0\"]".formatted(second, shiftMs(request)))
            .collect(Collectors.joining(","));
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
        + "{\"__name__\":\"up\",\"job\":\"j\"},\"values\":["
        + points
        + "]}]}}";
  }

  @Test
  void everyChangeOfAnAlertIsTold() throws IOException {
    server.answer("/api/v1/query_range", 200, BacktestTest::answer);
    ToolRun run = backtest("");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(server.asked()).hasSize(1);
    int shiftMs = shiftMs(server.asked().getFirst());
    assertThat(run.out())
        .isEqualTo(
            line(10_000 + shiftMs, "pending")
                + line(12_000 + shiftMs, "inactive")
                + line(13_000 + shiftMs, "pending")
                + line(16_000 + shiftMs, "firing")
                + line(21_000 + shiftMs, "resolved"));
  }

  private static String line(long timeMs, String what) {
    return Instant.ofEpochMilli(timeMs) + " " + what + " {alertname=\"Down\", job=\"j\"}\n";
  }

  @Test
  void templatesAskTheServerToo() throws IOException {
    server.answer("/api/v1/query_range", 200, BacktestTest::answer);
    server.answer(
        "/api/v1/query",
        200,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},"
            + "\"value\":[1,\"7\"]}]}}");
    ToolRun run =
        backtest(", keep_firing_for: 5s, labels: {n: '{{ query \"count(up)\" | first | value }}'}");
    assertThat(run.out()).contains("firing {alertname=\"Down\", job=\"j\", n=\"7\"}\n");
    int shiftMs = shiftMs(server.asked().getFirst());
    assertThat(run.out())
        .endsWith(
            Instant.ofEpochMilli(26_000 + shiftMs)
                + " resolved {alertname=\"Down\", job=\"j\", n=\"7\"}\n");
  }

  @Test
  void aServerThatCannotAnswerIsAFailure() throws IOException {
    server.answer(
        "/api/v1/query_range",
        422,
        "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"no\"}");
    assertThat(backtest("")).isEqualTo(new ToolRun(1, "", "query error: execution: no\n"));
  }
}
