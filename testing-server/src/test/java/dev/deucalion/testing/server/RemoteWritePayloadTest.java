package dev.deucalion.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.remote.options.WriteProtocol;
import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.capture.WrittenSamples;
import dev.deucalion.testing.source.ExpositionSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemoteWritePayloadTest {
  @ParameterizedTest
  @EnumSource
  void aReceiverTakesWhatWasCaptured(WriteProtocol protocol) throws Exception {
    try (EmbeddedPrometheus sender = EmbeddedPrometheus.start();
        EmbeddedPrometheus receiver = EmbeddedPrometheus.start();
        HttpApi api = HttpApi.start(receiver);
        HttpClient client = HttpClient.newHttpClient()) {
      WrittenSamples written = sender.captureRemoteWrite(List.of());
      sender.scrape("app", ExpositionSource.text(() -> "a{b=\"ü\"} 1"));
      sender.feed(Duration.ofSeconds(15), "h{c=\"d\"} {{schema:0 count:2 sum:3 buckets:[1 1]}}x4");
      sender.advance(Duration.ofMinutes(1));

      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(api.url() + "/api/v1/write"))
                  .header("Content-Encoding", "snappy")
                  .header("Content-Type", protocol.contentType())
                  .header("X-Prometheus-Remote-Write-Version", protocol.version())
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          RemoteWritePayload.of(written.all(), protocol)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
      receiver.advance(Duration.ofMinutes(1));
      receiver
          .assertThat("count_over_time(a[5m])")
          .containsOnly("{b=\"ü\",instance=\"test\",job=\"app\"} 4");
      receiver.assertThat("h").containsOnly("h{c=\"d\"} {{schema:0 count:2 sum:3 buckets:[1 1]}}");
    }
  }
}
