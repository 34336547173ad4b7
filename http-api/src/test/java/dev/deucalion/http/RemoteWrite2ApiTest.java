package dev.deucalion.http;

import static dev.deucalion.http.receive.WriteBodiesV2.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.receive.RemoteWriteOptions;
import dev.deucalion.http.receive.WriteBodies;
import dev.deucalion.http.receive.WriteBodiesV2;
import dev.deucalion.http.receive.WriteExtra;
import dev.deucalion.http.receive.WriteMessage;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.storage.AppendResult;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteWrite2ApiTest {
  private static final long NOW = FakeProgram.NOW_MS;
  private static final String UP = "{__name__=\"up\"}";

  private final ServerFixture http =
      new ServerFixture(options ->
          options.remoteWrite(
              new RemoteWriteOptions(
                  List.of(WriteMessage.V2),
                  EnumSet.of(WriteExtra.METADATA_RECORDS, WriteExtra.START_ZERO_SAMPLES),
                  2)));
  private final FakeIntake intake = http.program.intake;
  private final WriteBodiesV2 body = new WriteBodiesV2();

  @AfterEach
  void stop() {
    http.close();
    assertThat(intake.open).hasValue(0);
  }

  private HttpResponse<String> write(byte[] message) {
    return http.send(
        HttpRequest.newBuilder(http.uri("/api/v1/write"))
            .header("Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
            .header("Content-Encoding", "snappy")
            .POST(BodyPublishers.ofByteArray(WriteBodies.packed(message))));
  }

  private static String written(HttpResponse<String> answer) {
    StringBuilder all = new StringBuilder();
    for (String what : List.of("Samples", "Histograms", "Exemplars")) {
      String name = "X-Prometheus-Remote-Write-" + what + "-Written";
      all.append(answer.headers().firstValue(name).orElse("-")).append(' ');
    }
    return all.toString().strip();
  }

  @Test
  void takesSamplesExemplarsAndMetadata() {
    Consumer<WireWriter> exemplar = body.exemplar("trace", "x", NOW, 0.5);
    Consumer<WireWriter> metadata = body.metadata(1, "Helps.", "seconds");
    body.series(
        "__name__=up,job=a",
        sample(NOW, 1).andThen(sample(NOW + 1, 2)).andThen(exemplar).andThen(metadata));
    HttpResponse<String> answer = write(body.bytes());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer)).isEqualTo("2 0 1");
    String series = "{__name__=\"up\", job=\"a\"} ";
    assertThat(intake.committed)
        .containsExactly(
            series + "1.0@" + NOW,
            series + "2.0@" + (NOW + 1),
            series + "# {trace=\"x\"} 0.5@" + NOW,
            series + "Metadata[type=COUNTER, unit=seconds, help=Helps.]");
  }

  @Test
  void startsComeBeforeTheirSamples() {
    body.series(
        "__name__=up",
        out -> {
          int at = out.begin(2);
          out.float64(1, 7);
          out.int64(2, NOW);
          out.int64(3, NOW - 60_000);
          out.end(at);
        });
    assertThat(write(body.bytes()).statusCode()).isEqualTo(204);
    assertThat(intake.committed.subList(0, 2))
        .containsExactly(UP + " from " + (NOW - 60_000) + " on@" + NOW, UP + " 7.0@" + NOW);
  }

  @Test
  void knowsASeriesWhateverItsReferencesAre() {
    write(body.series("__name__=up,job=a", sample(NOW, 1)).bytes());
    WriteBodiesV2 other = new WriteBodiesV2();
    other.symbol("something");
    write(other.series("__name__=up,job=a", sample(NOW + 1, 1)).bytes());
    assertThat(intake.created).hasValue(1);
    assertThat(intake.committed).hasSize(4);
  }

  @Test
  void keepsWhatIsWellAndSaysWhatIsNot() {
    intake.judge =
        (series, timeMs) -> timeMs == 7 ? AppendResult.OUT_OF_ORDER : AppendResult.APPENDED;
    body.series("__name__=up", sample(NOW, 1).andThen(sample(7, 2)).andThen(sample(NOW + 1, 3)));
    body.series("job=a", sample(NOW, 1));
    body.series("__name__=a,b=1,b=2", sample(NOW, 1));
    body.series("__name__=empty", out -> {});
    body.series(List.of(1, 99), sample(NOW, 1));
    body.series(List.of(1), sample(NOW, 1));
    body.series("__name__=late", sample(NOW + 600_001, 1));
    HttpResponse<String> answer = write(body.bytes());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(written(answer)).isEqualTo("2 0 0");
    assertThat(answer.body().lines())
        .containsExactly(
            "out of order sample for series " + UP,
            "invalid metric name or labels, got {job=\"a\"}",
            "invalid labels for series, labels {__name__=\"a\", b=\"1\", b=\"2\"}, duplicated label"
                + " b",
            "TimeSeries must contain at least one sample or histogram for series"
                + " {__name__=\"empty\"}",
            "parsing labels for series [1 99]: labelRefs 1 (name) = 99 (value) outside of symbols"
                + " table (size 10)",
            "parsing labels for series [1]: invalid labelRefs length 1",
            "out of bounds: timestamp is too far in the future for series {__name__=\"late\"}");
    assertThat(intake.committed)
        .contains(UP + " 1.0@" + NOW, UP + " 3.0@" + (NOW + 1))
        .noneMatch(line -> line.contains("@7"));
    assertThat(http.metrics.received().samplesWithInvalidLabels()).isEqualTo(4);
    assertThat(intake.created).as("a series without samples is not made").hasValue(2);
  }

  @Test
  void metadataOutsideOfTheSymbolsIsRefused() {
    int up = body.symbol("up");
    int name = body.symbol("__name__");
    Consumer<WireWriter> metadata =
        out -> {
          int at = out.begin(5);
          out.int64(3, 77);
          out.end(at);
        };
    body.series(List.of(name, up), sample(NOW, 1).andThen(metadata));
    HttpResponse<String> answer = write(body.bytes());
    assertThat(answer.body())
        .isEqualTo(
            "parsing metadata for series [2 1]: metadata help_ref 77 outside of symbols table"
                + " (size 3)\n");
    assertThat(written(answer)).isEqualTo("0 0 0");
  }

  @Test
  void ofManyFaultsOnlySomeAreNamed() {
    for (int i = 0; i < 150; i++) {
      body.series("a=" + i, sample(NOW, 1));
    }
    assertThat(write(body.bytes()).body().lines()).hasSize(101).last().isEqualTo("and 50 more");
  }

  @Test
  void aFaultOfTheStoreCountsNothing() {
    intake.commitFailure = new IOException("disk");
    HttpResponse<String> answer = write(body.series("__name__=up", sample(NOW, 1)).bytes());
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(written(answer)).isEqualTo("0 0 0");
  }

  @Test
  void otherMessagesAreNotAccepted() {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(http.uri("/api/v1/write"))
                .POST(BodyPublishers.ofByteArray(new byte[] {0})));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body())
        .isEqualTo(
            "prometheus.WriteRequest protobuf message is not accepted by this server; only accepts"
                + " io.prometheus.write.v2.Request\n");
  }
}
