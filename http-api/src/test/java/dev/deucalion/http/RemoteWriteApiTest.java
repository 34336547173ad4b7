package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.receive.RemoteWriteOptions;
import dev.deucalion.http.receive.WriteBodies;
import dev.deucalion.http.receive.WriteBodies.Series;
import dev.deucalion.http.receive.WriteMessage;
import dev.deucalion.storage.AppendResult;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteWriteApiTest {
  private static final long NOW = FakeProgram.NOW_MS;

  private final ServerFixture http =
      new ServerFixture(options ->
          options.remoteWrite(
              RemoteWriteOptions.accepting(List.of(WriteMessage.V1, WriteMessage.V2), Set.of())));
  private final FakeIntake intake = http.program.intake;

  @AfterEach
  void stop() {
    http.close();
    assertThat(intake.open).hasValue(0);
  }

  private HttpResponse<String> write(byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(http.uri("/api/v1/write")).POST(BodyPublishers.ofByteArray(body));
    return http.send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> write(Series... series) {
    return write(WriteBodies.packed(WriteBodies.v1(series)));
  }

  @Test
  void takesSamples() {
    HttpResponse<String> answer =
        write(
            Series.of("__name__=up,job=a", NOW, 1.5).and(NOW + 1, -0.0),
            Series.of("__name__=up,job=b", 0, 2));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().map()).doesNotContainKey("transfer-encoding");
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"up\", job=\"a\"} 1.5@" + NOW,
            "{__name__=\"up\", job=\"a\"} -0.0@" + (NOW + 1),
            "{__name__=\"up\", job=\"b\"} 2.0@0");
  }

  @Test
  void knowsSeriesOfEarlierRequests() {
    for (int i = 0; i < 3; i++) {
      write(Series.of("__name__=up,job=a", NOW + i, i));
    }
    assertThat(intake.created).hasValue(1);
    intake.dropSeries();
    write(Series.of("__name__=up,job=a", NOW + 3, 3));
    assertThat(intake.created).hasValue(2);
    assertThat(intake.committed).hasSize(4).last().asString().endsWith(" 3.0@" + (NOW + 3));
  }

  @Test
  void sortsLabelsAndDropsEmptyOnes() {
    write(Series.of("zone=z,__name__=up,empty=,job=a", NOW, 1));
    assertThat(intake.committed)
        .containsExactly("{__name__=\"up\", job=\"a\", zone=\"z\"} 1.0@" + NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"job=a", "__name__=", "__name__=up,=x", "__name__=up,a=1,a=2"})
  void leavesOutSeriesWithInvalidLabels(String labels) {
    assertThat(write(Series.of(labels, NOW, 1), Series.of("__name__=up", NOW, 2)).statusCode())
        .isEqualTo(204);
    assertThat(intake.committed).containsExactly("{__name__=\"up\"} 2.0@" + NOW);
    assertThat(http.metrics.received().samplesWithInvalidLabels()).isOne();
  }

  @Test
  void seriesWithoutSamplesAreNotMade() {
    write(
        new Series(List.of("__name__", "up"), List.of()),
        new Series(List.of("job", "a"), List.of()),
        Series.of("__name__=down", NOW, 1));
    assertThat(intake.created).hasValue(1);
    assertThat(http.metrics.received().samplesWithInvalidLabels()).isOne();
  }

  @Test
  void leavesOutSeriesThatAreNotUtf8() {
    byte[] message = WriteBodies.v1(Series.of("__name__=up,job=a", NOW, 1));
    for (int i = 0; i < message.length; i++) {
      message[i] = message[i] == 'j' ? (byte) 0xff : message[i];
    }
    assertThat(write(WriteBodies.packed(message)).statusCode()).isEqualTo(204);
    assertThat(intake.committed).isEmpty();
    assertThat(http.metrics.received().samplesWithInvalidLabels()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "OUT_OF_ORDER,out of order sample",
    "OUT_OF_BOUNDS,out of bounds",
    "TOO_OLD,too old sample",
    "DUPLICATE_TIMESTAMP,duplicate sample for timestamp"
  })
  void refusesTheWholeRequestForOneSample(AppendResult result, String text) {
    intake.judge = (series, timeMs) -> timeMs == NOW + 1 ? result : AppendResult.APPENDED;
    HttpResponse<String> answer =
        write(Series.of("__name__=up", NOW, 1).and(NOW + 1, 2), Series.of("__name__=b", NOW, 1));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(text + "\n");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(intake.committed).isEmpty();
  }

  @Test
  void refusesSamplesOfTheFuture() {
    assertThat(write(Series.of("__name__=up", NOW + 600_000, 1)).statusCode()).isEqualTo(204);
    HttpResponse<String> answer = write(Series.of("__name__=up", NOW + 600_001, 1));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("out of bounds: timestamp is too far in the future\n");
  }

  @Test
  void aLogThatCannotBeWrittenIsWorthAnotherTry() {
    intake.commitFailure = new IOException("write wal: no space left on device");
    HttpResponse<String> answer = write(Series.of("__name__=up", NOW, 1));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("write wal: no space left on device\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | expected application/x-protobuf as the first (media) part, got"
            + " application/json content-type",
        "application/x-protobuf;proto=x.Y | got application/x-protobuf;proto=x.Y content type;"
            + " unknown type for remote write protobuf message x.Y, supported:"
            + " prometheus.WriteRequest, io.prometheus.write.v2.Request",
        "application/x-protobuf;proto | as per"
            + " https://www.rfc-editor.org/rfc/rfc9110#parameter expected parameters to be"
            + " key-values, got proto in application/x-protobuf;proto content-type",
      })
  void refusesOtherTypes(String type, String text) {
    byte[] body = WriteBodies.packed(WriteBodies.v1(Series.of("__name__=up", NOW, 1)));
    HttpResponse<String> answer = write(body, "Content-Type", type);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).isEqualTo(text + "\n");
    assertThat(intake.committed).isEmpty();
  }

  @Test
  void refusesOtherEncodings() {
    HttpResponse<String> answer = write(new byte[] {0}, "Content-Encoding", "zstd");
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body())
        .isEqualTo(
            "zstd encoding (compression) is not accepted by this server; only snappy is"
                + " acceptable\n");
  }

  @Test
  void takesTheNamedMessageAndEncoding() {
    byte[] body = WriteBodies.packed(WriteBodies.v1(Series.of("__name__=up", NOW, 1)));
    String type = "application/x-protobuf;proto=prometheus.WriteRequest";
    assertThat(write(body, "Content-Type", type, "Content-Encoding", "snappy").statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | snappy: corrupt input",
        "ffffffffff | snappy: corrupt input",
        "8080801000 | snappy: corrupt input",
        "8180801000 | decoded size exceeds the 33554432 bytes limit",
        "ffffffff0f00 | decoded size exceeds the 33554432 bytes limit",
        "0500 | snappy: corrupt input",
        "03080a0501 | length 5 with 1 bytes left at byte 1",
      })
  void refusesBytesThatAreNoMessage(String hex, String text) {
    HttpResponse<String> answer = write(HexFormat.of().parseHex(hex));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(text + "\n");
  }

  @Test
  void aMessageThatIsCutIsTakenAsAWholeOrNotAtAll() {
    byte[] message = WriteBodies.v1(Series.of("__name__=up", NOW, 1), Series.of("a=b", NOW, 1));
    for (int length = 1; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      int status = write(WriteBodies.packed(cut)).statusCode();
      boolean atEndOfSeries = length == WriteBodies.v1(Series.of("__name__=up", NOW, 1)).length;
      assertThat(status).as("length %d", length).isEqualTo(atEndOfSeries ? 204 : 400);
    }
    assertThat(intake.committed).hasSize(1);
  }
}
