package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadGuard;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/query_explain} and {@code /api/v1/status/queries/top}, by the real engine. */
final class ExplainApiTest {
  private final GatedStore store = new GatedStore();
  private final ServerFixture http;

  ExplainApiTest() throws IOException {
    store.open();
    http = new ServerFixture(new PromqlEngine(EngineOptions.DEFAULTS), store);
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    store.close();
  }

  private HttpResponse<String> explain(String query, String range) {
    return http.get(
        "/api/v1/query_explain?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + range);
  }

  @Test
  void aRangeQueryHasATreeOfCosts() {
    String answer = explain("sum(m)", "&start=0&end=585&step=15").body();
    assertThat(answer)
        .startsWith("{\"status\":\"success\",\"data\":{\"stats\":{\"timings\":")
        .contains(
            "\"tree\":{\"text\":\"sum(m)\",\"from\":0,\"to\":6,\"kind\":\"aggregation\","
                + "\"name\":\"sum\",\"type\":\"vector\",\"sentence\":\"Sum over all series.\","
                + "\"cost\":{\"series\":1,\"samples\":40,",
            "\"parts\":[{\"text\":\"m\",\"from\":4,\"to\":5,\"kind\":\"vectorSelector\","
                + "\"name\":\"m\",\"type\":\"vector\",\"sentence\":\"Series of the metric m:"
                + " the latest sample of each, at most 5m old.\",\"cost\":{\"series\":"
                + GatedStore.SERIES
                + ",\"samples\":"
                + GatedStore.SERIES * GatedStore.SAMPLES
                + ",");
  }

  @Test
  void sentencesKnowTheLookbackOfTheQuery() {
    assertThat(explain("m{i!=\"7\"}", "&time=585&lookback_delta=90s").body())
        .contains(
            "\"sentence\":\"Series of the metric m where i is not \\\"7\\\": the latest sample of"
                + " each, at most 1m30s old.\"");
  }

  @Test
  void anInstantQueryThatFailsIsExplainedAsFarAsItCame() {
    HttpResponse<String> answer = explain("m + on () m", "&time=585");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "\"error\":\"found duplicate series for the match group {}",
            "\"errorType\":\"execution\"",
            "\"matching\":{\"card\":\"one-to-one\",\"on\":true,\"labels\":[],\"include\":[],"
                + "\"matchedGroups\":1",
            "\"crowdedGroups\":1,\"crowded\":[{\"group\":{},\"series\":[");
  }

  @Test
  void whatIsNoQueryIsRefused() {
    assertThat(explain("sum(", "").statusCode()).isEqualTo(400);
    assertThat(explain("m", "&start=5&end=1&step=1").statusCode()).isEqualTo(400);
  }

  @Test
  void aTextThatIsNoQueryIsToldAsQueriesTellIt() {
    // Its engine reads no queries, so that only the endpoint finds out.
    try (ServerFixture other = new ServerFixture()) {
      String query = "?query=%9c%9b";
      HttpResponse<String> answer = other.get("/api/v1/query_explain" + query);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"errorType\":\"bad_data\"", "1:1: parse error: ");
      assertThat(answer.body()).isEqualTo(http.get("/api/v1/query" + query).body());
    }
  }

  @Test
  void anExplanationWithoutRoomHasCostsOnly() {
    QueryEngine small =
        new PromqlEngine(EngineOptions.DEFAULTS.withMemory(new MemoryLimits(1_000, 1L << 30)));
    try (ServerFixture other =
        new ServerFixture(new OtherReads(new PromqlEngine(EngineOptions.DEFAULTS), small), store)) {
      String answer = other.get("/api/v1/query_explain?query=count(m)&time=585").body();
      assertThat(answer).contains("\"cost\":{\"series\":" + GatedStore.SERIES + ",");
      assertThat(answer).doesNotContain("\"i\":");
      assertThat(explain("count(m)", "&time=585").body()).contains("\"i\":");
    }
  }

  /** Queries by one engine, with reads under the limits of another one. */
  private record OtherReads(QueryEngine queries, QueryEngine reads) implements QueryEngine {
    @Override
    public QueryResult instant(Queryable storage, InstantQuery query) {
      return queries.instant(storage, query);
    }

    @Override
    public QueryResult range(Queryable storage, RangeQuery query) {
      return queries.range(storage, query);
    }

    @Override
    public <T> T read(Function<ReadGuard.Limits, T> read) {
      return reads.read(read);
    }

    @Override
    public <T> T readAfter(QueryProfile measured, Function<ReadGuard.Limits, T> read) {
      return reads.readAfter(measured, read);
    }
  }

  @Test
  void theDearestQueriesAreListed() {
    for (int i = 0; i < 3; i++) {
      assertThat(http.get("/api/v1/query?query=count(m)&time=585").statusCode()).isEqualTo(200);
    }
    assertThat(http.get("/api/v1/status/queries/top?limit=1").body())
        .startsWith(
            "{\"status\":\"success\",\"data\":[{\"query\":\"count(m)\","
                + "\"origin\":\"httpRequest\",\"count\":3,\"failures\":0,\"totalSeconds\":");
  }
}
