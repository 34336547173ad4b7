package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.QueryValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that are slow, many, or leave. */
final class SlowClientTest {
  private static final String GET_READY = "GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void aClientThatDoesNotReadHoldsBackOnlyItself() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      http.program.exposition = "metric_with_a_name 123456\n".repeat(1_000_000);
      List<Socket> lazy = new ArrayList<>();
      try {
        for (int i = 0; i < 20; i++) {
          Socket socket = http.connect();
          lazy.add(socket);
          socket
              .getOutputStream()
              .write(
                  "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        for (int i = 0; i < 20; i++) {
          assertThat(http.get("/-/ready").statusCode()).isEqualTo(200);
        }
        InputStream late = lazy.getFirst().getInputStream();
        String start = new String(late.readNBytes(1_000_000), StandardCharsets.US_ASCII);
        assertThat(start).startsWith("HTTP/1.1 200 OK").contains("metric_with_a_name 123456\n");
      } finally {
        for (Socket socket : lazy) {
          socket.close();
        }
      }
    }
  }

  @Test
  void aClientThatTakesNothingIsGivenUp() throws IOException {
    try (ServerFixture http = new ServerFixture(o -> o.readTimeoutMs(300))) {
      http.program.exposition = "metric_with_a_name 123456\n".repeat(1_000_000);
      try (Socket socket = http.connect()) {
        socket
            .getOutputStream()
            .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() ->
                http.metrics.snapshot().stream()
                    .filter(h -> h.handler().equals("/metrics"))
                    .anyMatch(h -> h.requestsByCode().getOrDefault(200, 0L) == 1));
      }
    }
  }

  @Test
  void idleAndSlowConnectionsEnd() throws IOException {
    try (ServerFixture http = new ServerFixture(o -> o.readTimeoutMs(1_000))) {
      assertThat(http.exchange("")).isEmpty();
      assertThat(http.exchange("GET /-/rea")).isEmpty();
      assertThat(http.exchange(GET_READY)).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aClientThatLeavesCancelsItsQuery() throws Exception {
    try (ServerFixture http = new ServerFixture()) {
      CountDownLatch started = new CountDownLatch(1);
      AtomicBoolean interrupted = new AtomicBoolean();
      http.program.evaluate =
          expr -> {
            started.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.set(true);
            }
            return new QueryValue.Scalar(0, 0);
          };
      try (Socket socket = http.connect()) {
        socket
            .getOutputStream()
            .write(
                "GET /api/v1/query?query=1 HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
      }
      Awaitility.await().atMost(Duration.ofSeconds(60)).untilTrue(interrupted);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              http.metrics.snapshot().stream()
                  .anyMatch(h -> h.requestsByCode().getOrDefault(499, 0L) == 1));
    }
  }

  @Test
  void connectionsOverTheLimitWait() throws IOException {
    try (ServerFixture http = new ServerFixture(o -> o.maxConnections(2))) {
      Socket first = http.connect();
      Socket second = http.connect();
      assertThat(ready(first)).startsWith("HTTP/1.1 200 OK");
      assertThat(ready(second)).startsWith("HTTP/1.1 200 OK");
      try (Socket third = http.connect()) {
        third.getOutputStream().write(GET_READY.getBytes(StandardCharsets.US_ASCII));
        third.setSoTimeout(200);
        assertThat(readable(third)).isFalse();
        first.close();
        third.setSoTimeout(20_000);
        assertThat(readable(third)).isTrue();
      }
      second.close();
    }
  }

  @Test
  void manyConnectionsAtOnce() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Socket socket = http.connect();
        sockets.add(socket);
        socket.getOutputStream().write(GET_READY.getBytes(StandardCharsets.US_ASCII));
      }
      for (Socket socket : sockets) {
        assertThat(readable(socket)).isTrue();
        socket.close();
      }
    }
  }

  @Test
  void drainLetsAnswersEnd() throws Exception {
    try (ServerFixture http = new ServerFixture();
        Socket idle = http.connect();
        Socket busy = http.connect()) {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch proceed = new CountDownLatch(1);
      http.program.evaluate =
          expr -> {
            started.countDown();
            try {
              proceed.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return new QueryValue.Scalar(0, 42);
          };
      ready(idle);
      busy.getOutputStream()
          .write(
              "GET /api/v1/query?query=1 HTTP/1.1\r\nHost: x\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
      Thread drain = Thread.ofVirtual().start(() -> http.server.drain(20_000));
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      proceed.countDown();
      String answer = new String(busy.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).endsWith("\"result\":[0,\"42\"]}}");
      drain.join();
    }
  }

  private static String ready(Socket socket) throws IOException {
    socket.getOutputStream().write(GET_READY.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("is Ready.\n") < 0) {
      int b = socket.getInputStream().read();
      assertThat(b).isNotEqualTo(-1);
      answer.append((char) b);
    }
    return answer.toString();
  }

  private static boolean readable(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    }
  }
}
