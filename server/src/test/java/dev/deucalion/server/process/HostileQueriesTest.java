package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries that would take all memory or all time are answered or refused, a server with a small
 * heap lives on, and other queries are answered meanwhile.
 */
class HostileQueriesTest {
  private static final long NEWEST_MS = 1_700_000_000_000L;
  private static final long STEP_MS = 15_000;
  private static final int SAMPLES = 120;
  private static final int SERIES = 5_000;
  private static final int TIMEOUT_SECONDS = 3;

  /** In which a query notices that its time is over, also when the machine does other things. */
  private static final int NOTICE_SECONDS = 20;

  private static final Pattern EVALUATION = Pattern.compile("\"evalTotalTime\":([0-9.e-]+)");
  private static final Pattern LONGEST = Pattern.compile("\"maxSeconds\":([0-9.e-]+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path dir;

  /** A million samples, looked through at each of thousands of steps: minutes of work. */
  private static final String LONG_WINDOW = "(vector(time())[12d:1s])";

  /** What a query is refused for that has time left. */
  private static final Pattern TOO_MUCH =
      Pattern.compile(
          "\"error\":\"query processing would (load too many samples"
              + "|use too much memory in query execution: )");

  /**
   * A query, of one time where the step is 0, else of a year before the newest sample.
   *
   * @param endless whether it must be refused for its time or its memory
   */
  private record Hostile(String expr, long stepSeconds, boolean endless) {
    static Hostile instant(String expr) {
      return new Hostile(expr, 0, false);
    }

    static Hostile ofYear(String expr) {
      return new Hostile(expr, 3_600, false);
    }

    static Hostile endless(String expr) {
      return new Hostile(expr, 3_600, true);
    }
  }

  private static List<Hostile> hostile() {
    String everything = "{__name__=~\".+\"}";
    String longLabel = "x".repeat(1_000);
    String joined = "label_replace(load, \"a\", \"" + longLabel + "\", \"\", \"\")";
    for (int i = 0; i < 20; i++) {
      joined = "label_join(" + joined + ", \"a\", \"-\", \"a\", \"a\")";
    }
    String nested = "load";
    for (int i = 0; i < 6; i++) {
      nested = "max_over_time(" + nested + "[30d:1s])";
    }
    return List.of(
        Hostile.instant(everything + "[1y]"),
        Hostile.ofYear(everything),
        Hostile.ofYear("rate(" + everything + "[1y])"),
        new Hostile("sum by (i) (" + everything + ")", 1, false),
        Hostile.endless("deriv" + LONG_WINDOW),
        Hostile.endless("stddev_over_time" + LONG_WINDOW),
        Hostile.endless("predict_linear(" + LONG_WINDOW + ", time())"),
        Hostile.ofYear("quantile_over_time(time() / 1e10, " + LONG_WINDOW + ")"),
        Hostile.instant(nested),
        Hostile.instant("sum_over_time((load + on (i) group_left () load)[1y:10ms])"),
        Hostile.ofYear("count_values(\"v\", load * on () group_left () vector(time()))"),
        Hostile.instant("count_values without () (\"v\", sum_over_time((load * time())[30m:1ms]))"),
        Hostile.instant("(".repeat(1 << 20)),
        Hostile.instant("(".repeat(1 << 19) + "1" + ")".repeat(1 << 19)),
        Hostile.instant("-".repeat(1 << 20) + "1"),
        Hostile.instant("1" + "+1".repeat(1 << 19)),
        Hostile.instant("load{i=~\"(x+x+)+y|(a|aa)+$|(.*)*z\"}"),
        Hostile.instant("load{i=~\"((((.{1,100}){1,100}){1,100}){1,100}){1,100}\"}"),
        Hostile.instant("load{i=~\"" + "(.*".repeat(2_000) + ")".repeat(2_000) + "\"}"),
        Hostile.instant(joined),
        Hostile.instant(
            "label_replace(load, \"a\", \"" + "$0".repeat(100_000) + "\", \"i\", \".*\")"),
        Hostile.ofYear("topk(5000, load) or bottomk(5000, load)"));
  }

  private void writeSamples() throws IOException {
    try (Tsdb store = Tsdb.open(dir.resolve("data"), TsdbOptions.DEFAULTS);
        Appender batch = store.appender()) {
      for (int i = 0; i < SERIES; i++) {
        long ref = batch.seriesRef(Labels.of("__name__", "load", "i", "x".repeat(30) + i));
        for (int sample = SAMPLES - 1; sample >= 0; sample--) {
          batch.append(ref, NEWEST_MS - sample * STEP_MS, i);
        }
      }
      batch.commit();
    }
  }

  private static CompletableFuture<HttpResponse<String>> send(ServerProcess server, Hostile query) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("query", query.expr());
    form.put("timeout", TIMEOUT_SECONDS + "s");
    form.put("stats", "1");
    long newest = NEWEST_MS / 1_000;
    if (query.stepSeconds() == 0) {
      form.put("time", String.valueOf(newest));
    } else {
      form.put("start", String.valueOf(newest - 10_000 * query.stepSeconds()));
      form.put("end", String.valueOf(newest));
      form.put("step", String.valueOf(query.stepSeconds()));
    }
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String path = query.stepSeconds() == 0 ? "/api/v1/query" : "/api/v1/query_range";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return CLIENT.sendAsync(request, BodyHandlers.ofString());
  }

  private static void requireAnswer(Hostile query, HttpResponse<String> response) {
    String shown = query.expr().substring(0, Math.min(100, query.expr().length()));
    String body = response.body();
    String begin = body.substring(0, Math.min(300, body.length()));
    switch (response.statusCode()) {
      case 422 -> assertThat(begin).as(shown).containsPattern(TOO_MUCH);
      case 503 -> assertThat(begin).as(shown).contains("\"error\":\"query timed out in ");
      case 200 -> {
        assertThat(begin).as(shown).contains("\"status\":\"success\"");
        assertThat(secondsOf(body)).as(shown).isLessThan(TIMEOUT_SECONDS + NOTICE_SECONDS);
      }
      default -> {
        assertThat(response.statusCode()).as(shown).isEqualTo(400);
        assertThat(begin).as(shown).contains("\"errorType\":\"bad_data\"");
      }
    }
    if (query.endless()) {
      assertThat(response.statusCode()).as("%s: %s", shown, begin).isIn(422, 503);
    }
  }

  /** How long a query took by the server's own word. */
  private static double secondsOf(String body) {
    Matcher seconds = EVALUATION.matcher(body);
    assertThat(seconds.find()).isTrue();
    return Double.parseDouble(seconds.group(1));
  }

  /** By the server's own count, no query took longer than its time and what it takes to notice. */
  private static void requireOwnBounds(ServerProcess server) throws Exception {
    String top = server.get("/api/v1/status/queries/top?limit=1000").body();
    List<Double> seconds =
        LONGEST.matcher(top).results().map(found -> Double.valueOf(found.group(1))).toList();
    assertThat(seconds).hasSizeGreaterThan(hostile().size() / 2);
    assertThat(seconds).as(top).allMatch(longest -> longest < TIMEOUT_SECONDS + NOTICE_SECONDS);
  }

  private static void requireOthersAnswered(ServerProcess server) throws Exception {
    HttpResponse<String> response =
        server.get("/api/v1/query?query=count(load)%2B1&time=" + NEWEST_MS / 1_000);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains("\"" + (SERIES + 1) + "\"");
  }

  @Test
  @Timeout(600)
  void areRefusedOrAnsweredWhileOthersAreAnswered() throws Exception {
    writeSamples();
    Files.writeString(dir.resolve("p.yml"), "{}\n");
    try (ServerProcess server =
        ServerProcess.start(
                dir,
                "--config.file=p.yml",
                "--storage.tsdb.path=data",
                "--storage.tsdb.retention.time=100y")
            .awaitReady()) {
      for (Hostile query : hostile()) {
        CompletableFuture<HttpResponse<String>> answer = send(server, query);
        do {
          requireOthersAnswered(server);
        } while (!answer.isDone());
        requireAnswer(query, answer.join());
      }
      List<CompletableFuture<HttpResponse<String>>> together = new ArrayList<>();
      hostile().forEach(query -> together.add(send(server, query)));
      for (int i = 0; i < together.size(); i++) {
        requireAnswer(hostile().get(i), together.get(i).join());
      }
      requireOthersAnswered(server);
      requireOwnBounds(server);
      assertThat(server.log()).doesNotContain("OutOfMemoryError", "StackOverflowError");
    }
  }
}
