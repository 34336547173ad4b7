package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries that are meant to hurt are answered or refused within the limits; meanwhile and
 * afterwards the server answers others, and nothing of them stays.
 */
class HostileQueriesTest {
  private static final int SERIES = 500;
  private static final int SAMPLES = 360;
  private static final long SPACING_MS = 60_000;
  private static final String INSTANT = "/api/v1/query";
  private static final String YEAR = "/api/v1/query_range?start=0&end=31536000&step=3600";
  private static final String HOURS = "/api/v1/query_range?start=0&end=21600&step=2";
  private static final String EXPLAINED = "/api/v1/query_explain?start=0&end=21600&step=2";
  private static final int MEGABYTE = 1 << 20;

  /** A million samples, looked through at each of thousands of steps: minutes of work. */
  private static final String LONG_WINDOW = "vector(time())[12d:1s]";

  private static Tsdb tsdb;
  private static PromqlEngine engine;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws IOException {
    tsdb = Tsdb.inMemory();
    for (int i = 0; i < SAMPLES; i++) {
      try (Appender batch = tsdb.appender()) {
        for (int s = 0; s < SERIES; s++) {
          Labels labels =
              Labels.of("__name__", "load", "instance", "host-" + s, "path", "a".repeat(s % 40));
          batch.append(batch.seriesRef(labels), i * SPACING_MS, (double) i * s % 977);
        }
        batch.commit();
      }
    }
    EngineOptions defaults = EngineOptions.DEFAULTS;
    engine =
        new PromqlEngine(
            new EngineOptions(
                defaults.lookbackMs(),
                defaults.timeoutMs(),
                defaults.maxConcurrency(),
                5_000_000,
                new MemoryLimits(64L * MEGABYTE, 256L * MEGABYTE),
                defaults.defaultStepMs(),
                defaults.features(),
                new Sharding(2, defaults.sharding().fromValues())),
            ParserOptions.EXPERIMENTAL,
            System::nanoTime);
    server = new ServerFixture(engine, tsdb);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    tsdb.close();
  }

  /** How a query may end. */
  enum End {
    ANSWERED(200, "\"status\":\"success\""),
    NOT_PARSED(400, "\"errorType\":\"bad_data\""),
    TOO_MANY_SAMPLES(422, "query processing would load too many samples into memory"),
    TOO_MUCH_MEMORY(422, "query processing would use too much memory in query execution: this"),
    TIMED_OUT(503, "\"error\":\"query timed out in "),
    FAILURE_TOLD(200, "\"data\":{\"error\":\"query ");

    private final int status;
    private final String text;

    End(int status, String text) {
      this.status = status;
      this.text = text;
    }

    boolean is(HttpResponse<String> answer) {
      return answer.statusCode() == status && answer.body().contains(text);
    }
  }

  /** What a busy machine may not do in the time that a query has. */
  private static final Set<End> DONE = EnumSet.of(End.ANSWERED, End.TIMED_OUT);

  /** Endless; which limit is seen first depends on the machine. */
  private static final Set<End> REFUSED =
      EnumSet.of(End.TOO_MANY_SAMPLES, End.TOO_MUCH_MEMORY, End.TIMED_OUT);

  private static final Set<End> TOLD = EnumSet.of(End.FAILURE_TOLD);

  private static final Set<End> NO_QUERY = EnumSet.of(End.NOT_PARSED);

  static Stream<Arguments> hostileQueries() {
    return Stream.of(
        query("everything over a year", DONE, YEAR, "{__name__=~\".+\"}"),
        query("all samples of a year", DONE, INSTANT, "{__name__=~\".+\"}[1y]"),
        query("a second's step over a year", REFUSED, INSTANT, "sum_over_time(load[1y:1s])"),
        query(
            "subqueries in subqueries",
            REFUSED,
            HOURS,
            "max_over_time(max_over_time(max_over_time(load[1h:1s])[1h:1s])[1h:1s])"),
        query("subqueries beyond all time", NO_QUERY, INSTANT, "load[300y:1ms]"),
        query("a group for each value", REFUSED, HOURS, "count_values(\"v\", load + time())"),
        query(
            "a group for each of two values",
            REFUSED,
            HOURS,
            "count_values(\"v\", count_values(\"w\", load * time()) * time())"),
        query(
            "windows of hours at each step",
            REFUSED,
            HOURS,
            "quantile_over_time(0.5, load[6h:1s])"),
        query("slopes of long windows", REFUSED, HOURS, "deriv(" + LONG_WINDOW + ")"),
        query(
            "lines through long windows",
            REFUSED,
            HOURS,
            "predict_linear(" + LONG_WINDOW + ", time())"),
        query(
            "quantiles that move",
            DONE,
            HOURS,
            "quantile_over_time(time() / 1e5, " + LONG_WINDOW + ")"),
        query("deviations of long windows", REFUSED, HOURS, "mad_over_time(" + LONG_WINDOW + ")"),
        query(
            "smoothing of long windows",
            REFUSED,
            HOURS,
            "double_exponential_smoothing(" + LONG_WINDOW + ", 0.1, 0.1)"),
        query("variances of long windows", REFUSED, HOURS, "stddev_over_time(" + LONG_WINDOW + ")"),
        query("series against series", REFUSED, HOURS, "load * on () group_left () load"),
        query(
            "series against series, explained", TOLD, EXPLAINED, "load * on () group_left () load"),
        query(
            "a group for each value, explained",
            TOLD,
            EXPLAINED,
            "count_values(\"v\", load + time())"),
        query("more than there are", REFUSED, HOURS, "topk(1e18, load)"),
        query("open brackets", NO_QUERY, INSTANT, "(".repeat(MEGABYTE)),
        query(
            "brackets",
            NO_QUERY,
            INSTANT,
            "(".repeat(MEGABYTE / 2) + "1" + ")".repeat(MEGABYTE / 2)),
        query("braces", NO_QUERY, INSTANT, "{".repeat(MEGABYTE)),
        query("signs", NO_QUERY, INSTANT, "-".repeat(MEGABYTE) + "1"),
        query("calls", NO_QUERY, INSTANT, "abs(".repeat(MEGABYTE / 4)),
        query("a sum of many", NO_QUERY, INSTANT, "load" + "+load".repeat(MEGABYTE / 5)),
        query("a long text", DONE, INSTANT, "\"" + "x".repeat(MEGABYTE) + "\""),
        query("matchers", DONE, INSTANT, "load{" + "path=~\".*\",".repeat(MEGABYTE / 12) + "}"),
        query("stars of stars", DONE, INSTANT, "load{path=~\"(a*)*(a*)*(a*)*b\"}"),
        query("alternatives of alternatives", DONE, INSTANT, "load{path=~\"((a|aa)+)+b\"}"),
        query(
            "repetitions of repetitions",
            NO_QUERY,
            INSTANT,
            "load{path=~\"((a{1,99}){1,99}){1,99}\"}"),
        query(
            "long alternatives",
            DONE,
            INSTANT,
            "load{path=~\"" + "a|".repeat(MEGABYTE / 2) + "\"}"),
        query(
            "stars of stars in a replacement",
            REFUSED,
            HOURS,
            "label_replace(load, \"x\", \"$1\", \"path\", \"(a*)*(a*)*(a*)*b?\")"),
        query(
            "labels joined again and again",
            REFUSED,
            INSTANT,
            nested("label_join(", ", \"path\", \"\", \"path\", \"path\")")),
        query(
            "labels doubled again and again",
            REFUSED,
            INSTANT,
            nested("label_replace(", ", \"path\", \"$1$1\", \"path\", \"(.*)\")")));
  }

  private static String nested(String before, String behind) {
    return before.repeat(100) + "load" + behind.repeat(100);
  }

  private static Arguments query(String name, Set<End> ends, String path, String query) {
    return Arguments.argumentSet(name, ends, path, query);
  }

  @ParameterizedTest
  @MethodSource("hostileQueries")
  @Timeout(120)
  void endsByItsLimit(Set<End> ends, String path, String query) {
    String form =
        "query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + "&timeout=1s"
            + (path.equals(INSTANT) ? "&time=21600" : "");
    CompletableFuture<HttpResponse<String>> hostile =
        CompletableFuture.supplyAsync(() -> server.post(path, form));
    do {
      assertOthersAreAnswered();
    } while (!hostile.isDone());
    HttpResponse<String> answer = hostile.join();
    assertThat(ends.stream().filter(end -> end.is(answer)))
        .as("one of %s, but was %d %s", ends, answer.statusCode(), answer.body())
        .isNotEmpty();
    assertOthersAreAnswered();
    // The memory of an answer is given back when it is written, which may be a little later.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(engine.running()).isEmpty();
          assertThat(engine.stats().memoryBytes()).isZero();
        });
  }

  private static void assertOthersAreAnswered() {
    HttpResponse<String> answer = server.get(INSTANT + "?query=count(load)&time=21540");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("[21540,\"" + SERIES + "\"]");
  }
}
