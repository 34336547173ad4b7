package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.PromqlEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of queries that run, and how one of them is ended by it. */
class RunningQueryApiTest {
  private static final String LIST = "/api/v1/status/queries";
  private static final String RANGE = "/api/v1/query_range?query=sum(m)&start=0&end=585&step=15";
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final GatedStore store;
  private final PromqlEngine engine =
      new PromqlEngine(
          EngineOptions.DEFAULTS.withMaxConcurrency(1).withSharding(new Sharding(1, 0)));
  private final ServerFixture http;
  private CompletableFuture<HttpResponse<String>> asked = new CompletableFuture<>();

  RunningQueryApiTest() throws IOException {
    store = new GatedStore();
    http = new ServerFixture(options -> options.enableAdminApi(true), engine, store);
  }

  @BeforeEach
  void askUpToTheGate() throws InterruptedException {
    asked = ask(RANGE);
    store.awaitReader();
  }

  @AfterEach
  void stop() throws IOException {
    store.open();
    asked.join();
    http.close();
    store.close();
  }

  private CompletableFuture<HttpResponse<String>> ask(String path) {
    return CompletableFuture.supplyAsync(() -> http.get(path));
  }

  private List<String> listed() {
    String list = http.get(LIST).body();
    assertThat(list).startsWith("{\"status\":\"success\",\"data\":[").endsWith("]}");
    Pattern query = Pattern.compile("\\{\"id\".*?\"httpRequest\":\\{.*?}}");
    return query.matcher(list).results().map(found -> found.group()).toList();
  }

  private static String idOf(String query) {
    Matcher id = ID.matcher(query);
    assertThat(id.find()).as(query).isTrue();
    return id.group(1);
  }

  private static long number(String query, String name) {
    Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(query);
    assertThat(number.find()).as(query).isTrue();
    return Long.parseLong(number.group(1));
  }

  private HttpResponse<String> cancel(String id) {
    return http.post("/api/v1/admin/queries/cancel", "id=" + id);
  }

  @Test
  void aRunningQueryIsListedWithItsCost() {
    String query = listed().getFirst();
    assertThat(query)
        .contains(
            "\"query\":\"sum(m)\",\"start\":0,\"end\":585,\"step\":15,\"state\":\"running\"",
            "\"httpRequest\":{\"clientIP\":\"127.0.0.1\",\"method\":\"GET\","
                + "\"path\":\"/api/v1/query_range\"}");
    assertThat(number(query, "totalQueryableSamples"))
        .isBetween((long) GatedStore.SAMPLES, (long) GatedStore.SERIES * GatedStore.SAMPLES);
    assertThat(number(query, "memoryBytes")).isPositive();
    assertThat(number(query, "peakMemoryBytes"))
        .isGreaterThanOrEqualTo(number(query, "memoryBytes"));
    assertThat(number(query, "peakSamples")).isGreaterThanOrEqualTo(GatedStore.SAMPLES);
  }

  @Test
  void aRunningQueryIsCanceled() {
    assertThat(cancel(idOf(listed().getFirst())).statusCode()).isEqualTo(204);
    store.open();
    HttpResponse<String> answer = asked.join();
    assertThat(answer.statusCode()).isEqualTo(499);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"canceled\","
                + "\"error\":\"query was canceled in expression evaluation\"}");
    assertThat(store.seriesRead).hasValueLessThanOrEqualTo(GatedStore.BEFORE_GATE + 2);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(engine.running()).isEmpty();
          assertThat(engine.stats().memoryBytes()).isZero();
        });
  }

  @Test
  void aQueryThatWaitsForItsTurnIsCanceledWhileAnotherRuns() {
    CompletableFuture<HttpResponse<String>> waiting = ask("/api/v1/query?query=1%2B1&time=0");
    await().atMost(Duration.ofSeconds(60)).until(() -> listed().size() == 2);
    String query = listed().get(1);
    assertThat(query).contains("\"query\":\"1+1\"", "\"state\":\"queued\"");
    assertThat(cancel(idOf(query)).statusCode()).isEqualTo(204);
    HttpResponse<String> answer = waiting.join();
    assertThat(answer.statusCode()).isEqualTo(499);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"canceled\","
                + "\"error\":\"query was canceled in query queue\"}");
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(listed()).hasSize(1));
    store.open();
    assertThat(asked.join().statusCode()).isEqualTo(200);
  }

  @Test
  void aQueryThatHasEndedIsNoMore() {
    String id = idOf(listed().getFirst());
    store.open();
    HttpResponse<String> answer = asked.join();
    assertThat(answer.body()).contains("[585,\"" + 39 * GatedStore.SERIES + "\"]");
    await().atMost(Duration.ofSeconds(60)).until(() -> listed().isEmpty());
    HttpResponse<String> refused = cancel(id);
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("no query of id " + id + " is running");
  }

  @Test
  void withoutTheAdminApiNobodyCancels() {
    try (ServerFixture open = new ServerFixture(engine, store)) {
      String id = idOf(open.get(LIST).body());
      HttpResponse<String> refused = open.post("/api/v1/admin/queries/cancel", "id=" + id);
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body()).contains("\"errorType\":\"unavailable\"");
      store.open();
      assertThat(asked.join().statusCode()).isEqualTo(200);
    }
  }
}
