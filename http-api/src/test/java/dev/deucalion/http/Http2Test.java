package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.security.WebConfig;
import dev.deucalion.promql.engine.QueryValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that share a connection by HTTP/2. */
final class Http2Test {
  private static final Certificates OURS = Certificates.newAuthority();
  private static final WebConfig CONFIG = Certificates.config(Certificates.options(OURS.server()));

  private final ServerFixture http = new ServerFixture(() -> CONFIG);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_2)
          .sslContext(OURS.clientContext(null))
          .build();

  @AfterEach
  void close() {
    client.shutdownNow();
    http.close();
  }

  @Test
  void manyRequestsAtATimeGetTheirAnswers() throws Exception {
    http.program.evaluate = expr -> new QueryValue.Str(0, expr);
    // The client opens a connection, which the others share.
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          client.sendAsync(request("/api/v1/query?query=q" + i).build(), BodyHandlers.ofString()));
    }
    for (int i = 0; i < 200; i++) {
      HttpResponse<String> answer = answers.get(i).join();
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).contains("[0,\"q" + i + "\"]");
    }
  }

  @Test
  void slowAnswersDoNotHoldBackOthers() throws Exception {
    CountDownLatch proceed = new CountDownLatch(1);
    http.program.evaluate =
        expr -> {
          if (expr.equals("slow")) {
            await(proceed);
          }
          return new QueryValue.Str(0, expr);
        };
    CompletableFuture<HttpResponse<String>> slow =
        client.sendAsync(request("/api/v1/query?query=slow").build(), BodyHandlers.ofString());
    assertThat(get("/api/v1/query?query=fast").body()).contains("fast");
    assertThat(slow).isNotDone();
    proceed.countDown();
    assertThat(slow.join().body()).contains("slow");
  }

  @Test
  void largeAnswersAndBodiesPass() throws Exception {
    http.program.exposition = "metric_with_a_name 123456\n".repeat(200_000);
    assertThat(get("/metrics").body()).isEqualTo(http.program.exposition);
    http.program.evaluate = expr -> new QueryValue.Scalar(0, expr.length());
    String longQuery = "x".repeat(1_000_000);
    HttpResponse<String> answer =
        client.send(
            request("/api/v1/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("query=" + longQuery))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.body()).contains("[0,\"1000000\"]");
  }

  @Test
  void headHasNoBodyAndUnknownPathsAreTold() throws Exception {
    HttpResponse<String> head =
        client.send(
            request("/-/healthy").method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(get("/nosuch").statusCode()).isEqualTo(404);
  }

  @Test
  void bodiesThatAreTooLargeAreRefused() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/api/v1/query").POST(BodyPublishers.ofByteArray(new byte[11 << 20])).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aStreamThatIsGivenUpCancelsItsQuery() throws Exception {
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
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/api/v1/query?query=1").build(), BodyHandlers.ofString());
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    answer.cancel(true);
    Awaitility.await().atMost(Duration.ofSeconds(60)).untilTrue(interrupted);
  }

  @Test
  void drainLetsAnswersEnd() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    http.program.evaluate =
        expr -> {
          started.countDown();
          await(proceed);
          return new QueryValue.Scalar(0, 42);
        };
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/api/v1/query?query=1").build(), BodyHandlers.ofString());
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    Thread drain = Thread.ofVirtual().start(() -> http.server.drain(20_000));
    proceed.countDown();
    assertThat(answer.join().body()).endsWith("\"result\":[0,\"42\"]}}");
    drain.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
    return client.send(request(pathAndQuery).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(
        URI.create("https://127.0.0.1:" + http.address().getPort() + pathAndQuery));
  }
}
