package dev.deucalion.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.capture.WrittenSample;
import dev.deucalion.testing.capture.WrittenSamples;
import dev.deucalion.testing.source.ExpositionSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RemoteWritePayloadTest {
  @Test
  void aReceiverTakesWhatWasCapturedByVersion1() throws Exception {
    send(RemoteWritePayload::version1);
  }

  @Test
  void aReceiverTakesWhatWasCapturedByVersion2() throws Exception {
    send(RemoteWritePayload::version2);
  }

  private static void send(Function<List<WrittenSample>, RemoteWritePayload> version)
      throws Exception {
    try (EmbeddedPrometheus sender = EmbeddedPrometheus.start();
        EmbeddedPrometheus receiver = EmbeddedPrometheus.start();
        HttpApi api = HttpApi.start(receiver);
        HttpClient client = HttpClient.newHttpClient()) {
      WrittenSamples written = sender.captureRemoteWrite(List.of());
      sender.scrape("app", ExpositionSource.text(() -> "a{b=\"ü\"} 1"));
      sender.feed(Duration.ofSeconds(15), "h{c=\"d\"} {{schema:0 count:2 sum:3 buckets:[1 1]}}x4");
      sender.advance(Duration.ofMinutes(1));

      RemoteWritePayload payload = version.apply(written.all());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(api.url() + "/api/v1/write"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(payload.body()));
      payload.headers().forEach(request::header);
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
      receiver.advance(Duration.ofMinutes(1));
      receiver
          .assertThat("count_over_time(a[5m])")
          .containsOnly("{b=\"ü\",instance=\"test\",job=\"app\"} 4");
      receiver.assertThat("h").containsOnly("h{c=\"d\"} {{schema:0 count:2 sum:3 buckets:[1 1]}}");
    }
  }
}
