package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server with a few samples, an exemplar, a recorded series and an alert that fires, as the
 * clients of the tests find it, flags of sidecars included.
 */
final class ClientServer implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String METRICS =
      """
      # HELP app_requests Requests.
      # TYPE app_requests counter
      app_requests_total{path="/a",code="200"} %1$d # {trace_id="t1"} 1
      app_requests_total{path="/b",code="500"} %1$d
      # TYPE app_ratio gauge
      app_ratio NaN
      # TYPE app_limit gauge
      app_limit +Inf
      # TYPE "app.seconds" gauge
      {"app.seconds"} 1
      # EOF
      """;

  private static final String RULES =
      """
      groups:
      - name: app
        interval: 200ms
        rules:
        - record: job:app_requests:sum
          expr: sum by (job) (app_requests_total)
        - alert: Unlimited
          expr: app_limit > 1000
          labels: {severity: page}
          annotations: {summary: "{{ $labels.job }} has no limit."}
      """;

  private final TestExporter exporter;
  final ServerProcess process;

  private ClientServer(TestExporter exporter, ServerProcess process) {
    this.exporter = exporter;
    this.process = process;
  }

  /**
   * Starts it, with its data in {@code data} of the directory, and waits for the first samples and
   * the alert. A scrape has two seconds, since one that fails takes the series away from under the
   * tests.
   */
  static ClientServer start(Path directory) throws IOException {
    TestExporter exporter = TestExporter.startOpenMetrics(METRICS::formatted);
    Files.writeString(directory.resolve("rules.yml"), RULES);
    Files.writeString(
        directory.resolve("p.yml"),
        """
        global: {scrape_interval: 2s, external_labels: {cluster: eu1, replica: "0"}}
        rule_files: [rules.yml]
        scrape_configs:
        - job_name: app
          static_configs: [{targets: ["%s"]}]
        """
            .formatted(exporter.address()));
    ServerProcess process =
        ServerProcess.start(
                directory,
                "--config.file=p.yml",
                "--storage.tsdb.path=data",
                "--storage.tsdb.min-block-duration=2h",
                "--storage.tsdb.max-block-duration=2h",
                "--enable-feature=exemplar-storage",
                "--web.enable-admin-api",
                "--web.enable-lifecycle")
            .awaitReady();
    ClientServer server = new ClientServer(exporter, process);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(process.query("app_requests_total or ALERTS")).hasSize(3));
    return server;
  }

  /** An answer with its body as plain values, see {@link Json}. */
  record Answer(int status, String contentType, String body) {
    Object json() {
      assertThat(contentType).isEqualTo("application/json");
      return Json.parse(body);
    }

    /** The {@code data} of an answer that went well. */
    Object data() {
      assertThat(status).as(body).isEqualTo(200);
      assertThat(Json.at(json(), "status")).isEqualTo("success");
      return Json.at(json(), "data");
    }

    /** The elements under a key of the data, all of it for an empty key. */
    List<?> list(String key) {
      return Json.list(key.isEmpty() ? data() : Json.at(data(), key));
    }
  }

  Answer get(String path, String... headers) {
    return send(HttpRequest.newBuilder(uri(path)), headers);
  }

  Answer postForm(String path, String form, String... headers) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)),
        headers);
  }

  /** The answer to a POST of bytes, with its header fields and its body as bytes. */
  HttpResponse<byte[]> postBytes(String path, byte[] body, String... headers) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + process.port() + path);
  }

  private static Answer send(HttpRequest.Builder request, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new Answer(answer.statusCode(), type, answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    exporter.close();
  }
}
