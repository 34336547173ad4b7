package dev.deucalion.http;

import static dev.deucalion.http.receive.WriteBodiesV2.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.receive.RemoteWriteOptions;
import dev.deucalion.http.receive.WriteBodies;
import dev.deucalion.http.receive.WriteBodiesV2;
import dev.deucalion.http.receive.WriteExtra;
import dev.deucalion.http.receive.WriteMessage;
import dev.deucalion.model.wire.WireWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Remote write 2.0 whose metadata becomes labels. */
class RemoteWriteTypesTest {
  private static final long NOW = FakeProgram.NOW_MS;
  private static final int COUNTER = 1;
  private static final int GAUGE = 2;

  private final ServerFixture http =
      new ServerFixture(options ->
          options.remoteWrite(
              new RemoteWriteOptions(
                  List.of(WriteMessage.V2), Set.of(WriteExtra.TYPE_AND_UNIT_LABELS), 2)));
  private final FakeIntake intake = http.program.intake;

  @AfterEach
  void stop() {
    http.close();
  }

  /** Sends a sample of a series with metadata; returns the answer's text. */
  private String write(String labels, int type, String unit) {
    WriteBodiesV2 body = new WriteBodiesV2();
    Consumer<WireWriter> metadata = body.metadata(type, "Helps.", unit);
    body.series(labels, sample(NOW, 1).andThen(metadata));
    return http.send(
            HttpRequest.newBuilder(http.uri("/api/v1/write"))
                .header(
                    "Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
                .header("Content-Encoding", "snappy")
                .POST(BodyPublishers.ofByteArray(WriteBodies.packed(body.bytes()))))
        .body();
  }

  @Test
  void typeAndUnitOfTheMetadataAreLabels() {
    write("__name__=up,job=a", COUNTER, "seconds");
    write("__name__=up,job=a", GAUGE, "");
    write("__name__=up,job=a", 0, "bytes");
    write("__name__=up,job=a", 0, "");
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"up\", __type__=\"counter\", __unit__=\"seconds\", job=\"a\"} 1.0@" + NOW,
            "{__name__=\"up\", __type__=\"gauge\", job=\"a\"} 1.0@" + NOW,
            "{__name__=\"up\", __unit__=\"bytes\", job=\"a\"} 1.0@" + NOW,
            "{__name__=\"up\", job=\"a\"} 1.0@" + NOW);
  }

  @Test
  void metadataCountsMoreThanLabels() {
    write("__name__=up,__type__=gauge,__unit__=x", COUNTER, "");
    write("__name__=up,__type__=gauge,__unit__=x", 0, "");
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"up\", __type__=\"counter\"} 1.0@" + NOW,
            "{__name__=\"up\", __type__=\"gauge\", __unit__=\"x\"} 1.0@" + NOW);
  }

  @Test
  void aSeriesIsKnownByItsMetadataToo() {
    for (int type : new int[] {COUNTER, GAUGE, COUNTER, GAUGE}) {
      write("__name__=up", type, "s");
    }
    assertThat(intake.created).hasValue(2);
    assertThat(intake.committed).hasSize(4);
  }

  @Test
  void faultsNameTheLabelsThatCount() {
    assertThat(write("job=a", COUNTER, "s"))
        .isEqualTo(
            "invalid metric name or labels, got"
                + " {__type__=\"counter\", __unit__=\"s\", job=\"a\"}\n");
  }
}
