package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.deucalion.http.receive.RemoteWriteOptions;
import dev.deucalion.http.receive.WriteMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm: nothing grows, nothing breaks, others are served. */
final class HostileClientTest {
  private static final int MAX_IDLE = 10_000;
  private static final int MIB = 1 << 20;

  @Test
  void aFloodOfHeaderFieldsIsCutOff() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      String answer =
          http.exchange("GET /-/ready HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(5_000) + "\r\n");
      assertThat(answer).startsWith("HTTP/1.1 431 ");
      assertServes(http);
    }
  }

  @Test
  void endlessHeadsOfManyClientsTogetherHaveALimit() throws Exception {
    int clients = 12;
    try (ServerFixture http = new ServerFixture(o -> o.maxTotalBodyBytes(4 * MIB))) {
      byte[] part = ("GET /?" + "x".repeat(900_000)).getBytes(StandardCharsets.US_ASCII);
      // No more than four can have sent all of it.
      CountDownLatch refused = new CountDownLatch(clients - 4);
      List<Socket> floods = new ArrayList<>();
      try {
        for (int i = 0; i < clients; i++) {
          Socket socket = http.connect();
          floods.add(socket);
          Thread.ofVirtual()
              .start(() -> {
                if (isRefused(socket, part)) {
                  refused.countDown();
                }
              });
        }
        assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
        assertServes(http);
      } finally {
        for (Socket socket : floods) {
          socket.close();
        }
      }
    }
  }

  private static boolean isRefused(Socket socket, byte[] part) {
    try {
      socket.getOutputStream().write(part);
      byte[] start = socket.getInputStream().readNBytes(12);
      return new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 503");
    } catch (IOException e) {
      // The server has closed the connection, or this test has.
      return !socket.isClosed();
    }
  }

  @Test
  void idleConnectionsCostLittle() throws IOException {
    try (ServerFixture http = new ServerFixture(o -> o.maxConnections(MAX_IDLE + 100))) {
      List<Socket> idle = new ArrayList<>();
      try {
        for (int i = affordableConnections(); i > 0; i--) {
          idle.add(http.connect());
        }
        assertThat(idle).hasSizeGreaterThan(100);
        assertServes(http);
      } finally {
        for (Socket socket : idle) {
          socket.close();
        }
      }
      assertServes(http);
    }
  }

  /** Both ends of each are in this process; half of the files stay free for all else. */
  private static int affordableConnections() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.min(MAX_IDLE, unix.getMaxFileDescriptorCount() / 4)
        : 200;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/user/../../etc/passwd",
        "//etc//passwd",
        "/./././-/nosuch",
        "/%00",
        "/api/v1/label/%2e%2e%2f/nosuch",
        "/debug/../../../etc/passwd",
        "/assets/..\\..\\etc\\passwd",
        "http://other/etc/passwd",
        "*",
      })
  void pathsLeadNowhereElse(String path) throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      String answer =
          http.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).matches("(?s)HTTP/1\\.1 (301|302|308|400|404) .*");
      assertThat(answer).doesNotContain("root:");
      assertServes(http);
    }
  }

  @Test
  void declaredLengthsAreNotBelieved() throws IOException {
    try (ServerFixture http = receiving()) {
      String post = "POST /api/v1/write HTTP/1.1\r\nHost: x\r\n";
      assertThat(http.exchange(post + "Content-Length: 1073741824\r\n\r\n"))
          .startsWith("HTTP/1.1 413 ");
      // A block of snappy that claims to have four gigabytes.
      byte[] bomb = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0, 0};
      assertThat(write(http, "/api/v1/write", "application/x-protobuf", "snappy", bomb))
          .isEqualTo(400);
      assertThat(write(http, "/api/v1/read", "application/x-protobuf", "snappy", bomb))
          .isEqualTo(400);
      assertServes(http);
    }
  }

  @Test
  void compressedBombsAreNotUnpackedToTheEnd() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 512; i++) {
        gzip.write(new byte[MIB]);
      }
    }
    try (ServerFixture http = receiving()) {
      int status =
          write(
              http,
              "/api/v1/otlp/v1/metrics",
              "application/x-protobuf",
              "gzip",
              packed.toByteArray());
      assertThat(status).isBetween(400, 499);
      assertServes(http);
    }
  }

  @Test
  void randomBytesToEveryEndpointBreakNothing() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    try (ServerFixture http = receiving()) {
      List<String> paths =
          http.metrics.snapshot().stream()
              .map(HttpMetrics.HandlerSnapshot::handler)
              .filter(path -> !path.contains("live") && !path.contains("debug"))
              .map(path -> path.replace(":name", "x").replace("/*path", "/x"))
              .toList();
      assertThat(paths).hasSizeGreaterThan(40);
      for (String path : paths) {
        for (int round = 0; round < 12; round++) {
          HttpResponse<String> answer = http.send(randomRequest(http, path, random));
          assertThat(answer.body())
              .as("seed %d, %s, round %d", seed, path, round)
              .doesNotContain("Internal Server Error", "Exception");
        }
      }
      assertServes(http);
    }
  }

  private static HttpRequest.Builder randomRequest(ServerFixture http, String path, Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    String[] names = {
      "query",
      "start",
      "end",
      "step",
      "time",
      "timeout",
      "limit",
      "match%5B%5D",
      "labels",
      "stats",
      "search%5B%5D",
      "label",
      "metric",
      "scrapePool",
      "type",
      "id",
      "lookback_delta"
    };
    StringBuilder query = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      query.append(names[random.nextInt(names.length)]).append('=');
      for (int n = random.nextInt(12); n > 0; n--) {
        query.append("%").append(String.format("%02x", random.nextInt(256)));
      }
      query.append('&');
    }
    String[] types = {
      "application/x-www-form-urlencoded", "application/x-protobuf", "application/json"
    };
    String[] codings = {"snappy", "gzip", "identity"};
    HttpRequest.Builder request =
        HttpRequest.newBuilder(http.uri(path + "?" + query))
            .header("Content-Type", types[random.nextInt(types.length)])
            .header("Content-Encoding", codings[random.nextInt(codings.length)]);
    return random.nextBoolean() ? request.GET() : request.POST(BodyPublishers.ofByteArray(bytes));
  }

  private static ServerFixture receiving() {
    return new ServerFixture(options ->
        options
            .remoteWrite(RemoteWriteOptions.accepting(List.of(WriteMessage.values()), Set.of()))
            .enableOtlp(true)
            .enableAdminApi(true));
  }

  private static int write(
      ServerFixture http, String path, String type, String coding, byte[] body) {
    return http.send(
            HttpRequest.newBuilder(http.uri(path))
                .header("Content-Type", type)
                .header("Content-Encoding", coding)
                .POST(BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  private static void assertServes(ServerFixture http) {
    assertThat(http.get("/-/ready").statusCode()).isEqualTo(200);
  }
}
