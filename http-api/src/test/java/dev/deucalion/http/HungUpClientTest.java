package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.PromqlEngine;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A query ends with the connection of who asked for it. */
class HungUpClientTest {
  private static final String RANGE = "/api/v1/query_range?query=sum(m)&start=0&end=585&step=15";
  private static final String SUM = "/api/v1/query?query=1%2B1&time=0";

  private final PromqlEngine engine =
      new PromqlEngine(
          EngineOptions.DEFAULTS.withMaxConcurrency(1).withSharding(new Sharding(1, 0)));
  private final GatedStore store;
  private final ServerFixture http;

  HungUpClientTest() throws IOException {
    store = new GatedStore();
    http = new ServerFixture(engine, store);
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    store.close();
  }

  /** A client that has asked and does not read. */
  private Socket asking(String path) throws IOException {
    Socket socket = http.connect();
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @Test
  void aRunningQueryEnds() throws Exception {
    Socket client = asking(RANGE);
    store.awaitReader();
    client.close();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(engine.running()).isEmpty();
          assertThat(engine.stats().memoryBytes()).isZero();
        });
    assertThat(store.seriesRead).hasValueLessThanOrEqualTo(GatedStore.BEFORE_GATE + 2);
  }

  @Test
  void aQueryThatWaitsForItsTurnLeavesTheQueue() throws Exception {
    Socket running = asking(RANGE);
    store.awaitReader();
    Socket waiting = asking(SUM);
    await().atMost(Duration.ofSeconds(60)).until(() -> engine.running().size() == 2);
    waiting.close();
    await().atMost(Duration.ofSeconds(60)).until(() -> engine.running().size() == 1);
    running.close();
    await().atMost(Duration.ofSeconds(60)).until(() -> engine.running().isEmpty());
    assertThat(http.get(SUM).body()).contains("[0,\"2\"]");
  }
}
