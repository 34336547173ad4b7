package dev.deucalion.server.querylog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryLogTest {
  @TempDir private Path dir;

  private final QueryLog log = new QueryLog(() -> 1_000);
  private final PromqlEngine engine =
      new PromqlEngine(EngineOptions.DEFAULTS, ParserOptions.DEFAULTS, () -> 0);

  @Test
  void writesALineForEachQuery() throws IOException {
    Path file = dir.resolve("query.log");
    engine.addListener(log);
    try (Tsdb store = Tsdb.inMemory()) {
      engine.instant(store, new InstantQuery("0", 0, QueryOptions.DEFAULTS));
      log.writeTo(file.toString());
      assertThat(log.isEnabled()).isTrue();
      QueryOrigin origin = QueryOrigin.http("::1", "GET", "/api/v1/query_range");
      engine.range(
          store,
          new RangeQuery("1", 1_500, 60_000, 15_000, new QueryOptions(0, 0, origin, false, null)));
      assertThatThrownBy(() ->
              engine.instant(
                  store,
                  new InstantQuery("label_join(up, \"\", \"\")", 2_000, QueryOptions.DEFAULTS)))
          .isInstanceOf(QueryException.class);
    }
    log.close();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .isEqualTo(
            "{\"time\":\"1970-01-01T00:00:01.000Z\",\"level\":\"INFO\","
                + "\"source\":\"QueryLog.java\",\"msg\":\"promql query logged\",\"params\":{"
                + "\"end\":\"1970-01-01T00:01:00.000Z\",\"query\":\"1\","
                + "\"start\":\"1970-01-01T00:00:01.500Z\",\"step\":15},"
                + timings(4)
                + ",\"httpRequest\":{\"clientIP\":\"::1\",\"method\":\"GET\","
                + "\"path\":\"/api/v1/query_range\"}}");
    assertThat(lines.getLast())
        .contains("\"step\":0},\"error\":\"invalid destination label name in label_join(): \",");
  }

  @Test
  void isOpenedAnewByEachReload() throws IOException {
    Path file = dir.resolve("query.log");
    engine.addListener(log);
    try (Tsdb store = Tsdb.inMemory()) {
      InstantQuery query = new InstantQuery("1", 0, QueryOptions.DEFAULTS);
      log.writeTo(file.toString());
      engine.instant(store, query);
      Files.move(file, dir.resolve("query.log.1"));
      log.writeTo(file.toString());
      engine.instant(store, query);
      assertThatThrownBy(() -> log.writeTo(dir.resolve("no/such/file").toString()))
          .hasMessageStartingWith("can't create json log file");
      engine.instant(store, query);
      log.writeTo("");
      engine.instant(store, query);
    }
    assertThat(Files.readAllLines(dir.resolve("query.log.1"))).hasSize(1);
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(log.isEnabled()).isFalse();
    assertThat(log.failures()).isZero();
  }

  /** The end of a line of a query that took no time and held so many samples. */
  private static String timings(int peakSamples) {
    return ("\"stats\":{\"timings\":{\"evalTotalTime\":0,\"resultSortTime\":0,"
            + "\"queryPreparationTime\":0,\"innerEvalTime\":0,\"execQueueTime\":0,"
            + "\"execTotalTime\":0},\"samples\":{\"totalQueryableSamples\":0,\"samplesRead\":0,"
            + "\"peakSamples\":%d}},"
            + "\"spanID\":\"0000000000000000\",\"traceID\":\"00000000000000000000000000000000\"")
        .formatted(peakSamples);
  }
}
