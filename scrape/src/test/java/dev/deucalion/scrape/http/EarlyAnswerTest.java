package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer a part of a request, answer in part, or do neither. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EarlyAnswerTest {
  private static final int MAX_BODY_BYTES = 1 << 16;

  /** More than the buffers of two sockets take. */
  private static final int LARGE_BYTES = 32 << 20;

  private final HttpResources resources =
      new HttpResources(MAX_BODY_BYTES, "agent", Map.of(), Resolver.SYSTEM);
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private HttpRequest request(int bytes) {
    String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
    return HttpRequest.post(url, "text/x", new byte[bytes]);
  }

  private HttpCaller caller() {
    return HttpCaller.ofPlainAnswers(new Connector(resources, HttpClientOptions.DEFAULTS));
  }

  /** Waits for something. */
  private interface Wait {
    void run() throws InterruptedException;
  }

  /** Answers the next request once its head is there, whatever follows it, and ends. */
  private void answer(String text) {
    answer(text, () -> {}, "");
  }

  /** As the other, in two parts. */
  private Thread answer(String text, Wait between, String rest) {
    return Thread.ofVirtual()
        .start(() -> {
          try (Socket client = server.accept()) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
              head.append((char) client.getInputStream().read());
            }
            client.getOutputStream().write(text.getBytes(UTF_8));
            between.run();
            client.getOutputStream().write(rest.getBytes(UTF_8));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1000000\r\n\r\nwhy",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nwhy\r\nno number",
        "Content-Length: 3\r\n\r\nwhy",
        "\r\nwhy"
      })
  void theStatusCountsWhateverBecomesOfTheBody(String rest) throws FetchException {
    answer("HTTP/1.1 400 Bad Request\r\n" + rest);
    try (HttpCaller caller = caller()) {
      HttpResponse answer = caller.callForStatus(request(0), 20_000);
      assertThat(answer.status()).isEqualTo("400 Bad Request");
      assertThat(answer.text()).isEqualTo("why");
    }
  }

  @Test
  void onlyTheBeginningOfABodyIsKept() throws FetchException {
    answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(4 * MAX_BODY_BYTES));
    try (HttpCaller caller = caller()) {
      HttpResponse answer = caller.callForStatus(request(0), 20_000);
      assertThat(answer.isSuccess()).isTrue();
      assertThat(answer.text()).isEqualTo("x".repeat(1024));
    }
  }

  @Test
  void aRefusalThatComesBeforeTheWholeRequestWasReadIsTheAnswer() throws FetchException {
    answer("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
    try (HttpCaller caller = caller()) {
      assertThat(caller.callForStatus(request(LARGE_BYTES), 20_000).code()).isEqualTo(413);
    }
  }

  @Test
  void theFarewellToAnIdleConnectionIsNoAnswer() throws Exception {
    CountDownLatch idle = new CountDownLatch(1);
    Thread farewell =
        answer(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            idle::await,
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
    try (HttpCaller caller = caller()) {
      assertThat(caller.callForStatus(request(0), 20_000).code()).isEqualTo(200);
      idle.countDown();
      farewell.join();
      answer("HTTP/1.1 204 No Content\r\n\r\n");
      assertThat(caller.callForStatus(request(0), 20_000).code()).isEqualTo(204);
    }
  }

  @Test
  void aServerThatReadsNothingIsGivenUp() {
    try (HttpCaller caller = caller()) {
      assertThatThrownBy(() -> caller.callForStatus(request(LARGE_BYTES), 300))
          .hasMessageEndingWith(": context deadline exceeded");
    }
  }
}
