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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
  private static final long TIMEOUT_MS = 1_000;
  private static final String INSTANT = "/api/v1/query";
  private static final String YEAR = "/api/v1/query_range?start=0&end=31536000&step=3600";
  private static final String HOURS = "/api/v1/query_range?start=0&end=21600&step=2";
  private static final int MEGABYTE = 1 << 20;

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
                TIMEOUT_MS,
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

  static Stream<Arguments> hostileQueries() {
    return Stream.of(
        query("everything over a year", YEAR, "{__name__=~\".+\"}"),
        query("all samples of a year", INSTANT, "{__name__=~\".+\"}[1y]"),
        query("a second's step over a year", INSTANT, "sum_over_time(load[1y:1s])"),
        query(
            "subqueries in subqueries",
            HOURS,
            "max_over_time(max_over_time(max_over_time(load[1h:1s])[1h:1s])[1h:1s])"),
        query("subqueries beyond all time", INSTANT, "load[300y:1ms]"),
        query("a group for each value", HOURS, "count_values(\"v\", load + time())"),
        query(
            "a group for each of two values",
            HOURS,
            "count_values(\"v\", count_values(\"w\", load * time()) * time())"),
        query("windows of hours at each step", HOURS, "quantile_over_time(0.5, load[6h:1s])"),
        query("series against series", HOURS, "load * on () group_left () load"),
        query("more than there are", HOURS, "topk(1e18, load)"),
        query("open brackets", INSTANT, "(".repeat(MEGABYTE)),
        query("brackets", INSTANT, "(".repeat(MEGABYTE / 2) + "1" + ")".repeat(MEGABYTE / 2)),
        query("braces", INSTANT, "{".repeat(MEGABYTE)),
        query("signs", INSTANT, "-".repeat(MEGABYTE) + "1"),
        query("calls", INSTANT, "abs(".repeat(MEGABYTE / 4)),
        query("a sum of many", INSTANT, "load" + "+load".repeat(MEGABYTE / 5)),
        query("a long text", INSTANT, "\"" + "x".repeat(MEGABYTE) + "\""),
        query("matchers", INSTANT, "load{" + "path=~\".*\",".repeat(MEGABYTE / 12) + "}"),
        query("stars of stars", INSTANT, "load{path=~\"(a*)*(a*)*(a*)*b\"}"),
        query("alternatives of alternatives", INSTANT, "load{path=~\"((a|aa)+)+b\"}"),
        query("repetitions of repetitions", INSTANT, "load{path=~\"((a{1,99}){1,99}){1,99}\"}"),
        query("long alternatives", INSTANT, "load{path=~\"" + "a|".repeat(MEGABYTE / 2) + "\"}"),
        query(
            "stars of stars in a replacement",
            HOURS,
            "label_replace(load, \"x\", \"$1\", \"path\", \"(a*)*(a*)*(a*)*b?\")"),
        query(
            "labels joined again and again",
            INSTANT,
            nested("label_join(", ", \"path\", \"\", \"path\", \"path\")")),
        query(
            "labels doubled again and again",
            INSTANT,
            nested("label_replace(", ", \"path\", \"$1$1\", \"path\", \"(.*)\")")));
  }

  private static String nested(String before, String behind) {
    return before.repeat(100) + "load" + behind.repeat(100);
  }

  private static Arguments query(String name, String path, String query) {
    return Arguments.argumentSet(name, path, query);
  }

  @ParameterizedTest
  @MethodSource("hostileQueries")
  void endsWithinTheLimits(String path, String query) {
    String form =
        "query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + (path.equals(INSTANT) ? "&time=21600" : "");
    CompletableFuture<HttpResponse<String>> hostile =
        CompletableFuture.supplyAsync(() -> server.post(path, form));
    do {
      assertOthersAreAnswered();
    } while (!hostile.isDone());
    HttpResponse<String> answer = hostile.join();
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 413, 422, 503);
    assertThat(answer.body()).contains("\"status\":");
    assertOthersAreAnswered();
    // The memory of an answer is given back when it is written, which may be a little later.
    await()
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
