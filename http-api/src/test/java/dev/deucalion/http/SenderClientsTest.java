package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.receive.RemoteWriteOptions;
import dev.deucalion.http.receive.WriteBodies;
import dev.deucalion.http.receive.WriteBodies.Series;
import dev.deucalion.http.receive.WriteMessage;
import dev.deucalion.model.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as programs send them that people point at a receiver, with their header fields. */
class SenderClientsTest {
  private static final long NOW = FakeProgram.NOW_MS;

  private final ServerFixture http =
      new ServerFixture(options ->
          options
              .enableOtlp(true)
              .remoteWrite(
                  RemoteWriteOptions.accepting(
                      List.of(WriteMessage.V1, WriteMessage.V2), Set.of())));
  private final FakeIntake intake = http.program.intake;

  @AfterEach
  void stop() {
    http.close();
    assertThat(intake.open).hasValue(0);
  }

  private HttpResponse<String> post(String path, byte[] body, String... headers) {
    return http.send(
        HttpRequest.newBuilder(http.uri(path))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Prometheus/2.42.0 | application/x-protobuf | X-Prometheus-Remote-Write-Version: 0.1.0",
        "Prometheus/3.14.0 | application/x-protobuf;proto=prometheus.WriteRequest | Retry-Attempt:"
            + " 3",
        "Alloy/v1.11.0 (linux; docker) | application/x-protobuf | X-Scope-OrgID: tenant",
        "GrafanaAgent/v0.44.2 (static) | application/x-protobuf | X-Agent-Id: a-b",
        "OpenTelemetry-Collector/0.140.0 | application/x-protobuf |"
            + " X-Prometheus-Remote-Write-Version: 0.1.0",
        "Telegraf/1.36.0 Go/1.25 | application/x-protobuf | X-Prometheus-Remote-Write-Version:"
            + " 0.1.0",
        "Vector/0.50.0 | application/x-protobuf | X-Prometheus-Remote-Write-Version: 0.1.0",
        "vmagent | application/x-protobuf | X-Prometheus-Remote-Write-Version: 0.1.0",
        "Mimir | application/x-protobuf; charset=utf-8 | traceparent: 00-1-2-01",
      })
  void sendersOfTheFirstVersionAreUnderstood(String agent, String type, String field) {
    byte[] body = WriteBodies.packed(WriteBodies.v1(Series.of("__name__=up,job=a", NOW, 1)));
    int colon = field.indexOf(':');
    HttpResponse<String> answer =
        post(
            "/api/v1/write",
            body,
            "User-Agent",
            agent,
            "Content-Type",
            type,
            "Content-Encoding",
            "snappy",
            field.substring(0, colon),
            field.substring(colon + 2));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(answer.headers().map())
        .doesNotContainKey("X-Prometheus-Remote-Write-Samples-Written");
    assertThat(intake.committed).containsExactly("{__name__=\"up\", job=\"a\"} 1.0@" + NOW);
  }

  /** Prometheus and Alloy tell of their metrics in requests of their own. */
  @Test
  void metadataAloneIsTaken() {
    WireWriter out = new WireWriter();
    int metadata = out.begin(3);
    out.int64(1, 1);
    out.string(2, "app_requests_total");
    out.string(4, "Requests.");
    out.end(metadata);
    HttpResponse<String> answer =
        post(
            "/api/v1/write",
            WriteBodies.packed(out.toByteArray()),
            "Content-Type",
            "application/x-protobuf",
            "Content-Encoding",
            "snappy");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(intake.committed).isEmpty();
  }

  @Test
  void aRequestWithNothingInItIsTaken() {
    byte[] nothing = WriteBodies.packed(new byte[0]);
    assertThat(post("/api/v1/write", nothing, "Content-Encoding", "snappy").statusCode())
        .isEqualTo(204);
    assertThat(
            post("/api/v1/otlp/v1/metrics", new byte[0], "Content-Type", "application/x-protobuf")
                .statusCode())
        .isEqualTo(200);
  }

  /** So senders that try by GET, or by version 2.0 first, learn what there is. */
  @Test
  void whatIsNotUnderstoodIsSaidByTheStatus() {
    assertThat(http.send(HttpRequest.newBuilder(http.uri("/api/v1/write")).GET()).statusCode())
        .isEqualTo(405);
    byte[] body = WriteBodies.packed(new byte[0]);
    String unknown = "application/x-protobuf;proto=io.prometheus.write.v3.Request";
    assertThat(post("/api/v1/write", body, "Content-Type", unknown).statusCode()).isEqualTo(415);
  }

  /** The exporter {@code otlphttp} of the collector, and OpenTelemetry's kits. */
  @Test
  void theCollectorSendsProtobufInGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(OtlpMessages.gauge("p", 0, NOW, 2.5));
    }
    HttpResponse<String> answer =
        post(
            "/api/v1/otlp/v1/metrics",
            packed.toByteArray(),
            "User-Agent",
            "OpenTelemetry Collector Contrib/0.140.0 (linux/amd64)",
            "Content-Type",
            "application/x-protobuf",
            "Content-Encoding",
            "gzip");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(intake.committed).containsExactly("{__name__=\"p\"} 2.5@" + NOW);
  }
}
