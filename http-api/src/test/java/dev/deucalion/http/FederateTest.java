package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.ReadWarnings;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FederateTest {
  private static final long NOW = FakeProgram.NOW_MS;

  private final Tsdb store = Tsdb.inMemory();
  private final ServerFixture http = new ServerFixture(options -> options, store);

  @BeforeEach
  void fill() throws IOException {
    try (Appender batch = store.appender()) {
      append(batch, NOW - 400_000, 1, "__name__", "old");
      append(batch, NOW - 30_000, 1, "__name__", "up", "instance", "a", "job", "j");
      append(batch, NOW - 60_000, 1, "__name__", "gone");
      append(batch, NOW - 60_000, 123_456_789, "__name__", "big", "x", "a\"b\\c\nd");
      append(batch, NOW - 60_000, 0.25, "__name__", "ütf", "job", "j");
      append(batch, NOW - 60_000, 1, "job", "nameless");
      append(batch, NOW - 60_000, 7, "__name__", "Upper");
      long native1 = batch.seriesRef(Labels.of("__name__", "nat", "job", "j"));
      batch.append(native1, NOW - 1, exponential());
      long custom = batch.seriesRef(Labels.of("__name__", "cus", "job", "j"));
      batch.append(custom, NOW - 1, custom());
      batch.commit();
    }
    try (Appender batch = store.appender()) {
      append(batch, NOW - 5_000, 2, "__name__", "up", "instance", "a", "job", "j");
      append(batch, NOW - 5_000, StaleMarker.VALUE, "__name__", "gone");
      batch.commit();
    }
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    store.close();
  }

  private static void append(Appender batch, long timeMs, double value, String... labels) {
    batch.append(batch.seriesRef(Labels.of(labels)), timeMs, value);
  }

  private static Histogram exponential() {
    BucketLayout layout = BucketLayout.exponential(1, 0.5, new int[] {-1, 2}, new int[0]);
    return new IntHistogram(
        CounterResetHint.UNKNOWN, layout, 1, 6, 7.5, new long[] {2, 3}, new long[0]);
  }

  private static Histogram custom() {
    BucketLayout layout = BucketLayout.custom(new int[] {0, 1, 1, 1}, new double[] {0.5, 10});
    return new IntHistogram(
        CounterResetHint.UNKNOWN, layout, 0, 5, 7.5, new long[] {2, 3}, new long[0]);
  }

  private String federate(String query) {
    HttpResponse<String> answer = http.get("/federate?" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void hasTheNewestSampleWithItsTime() {
    HttpResponse<String> answer = http.get("/federate?match[]=up");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
    assertThat(answer.body())
        .isEqualTo("# TYPE up untyped\nup{instance=\"a\",job=\"j\"} 2 " + (NOW - 5_000) + "\n");
  }

  /** Else a cache between would give packed answers to whoever cannot unpack them. */
  @Test
  void saysThatAnswersDependOnWhatTheClientUnpacks() {
    for (String query : List.of("match[]=up", "match[]=%7B", "match[]=up&a;b")) {
      HttpResponse<String> answer = http.get("/federate?" + query);
      assertThat(answer.statusCode()).isEqualTo(query.equals("match[]=up") ? 200 : 400);
      assertThat(answer.headers().allValues("Vary")).as(query).containsExactly("Accept-Encoding");
    }
  }

  @Test
  void leavesOutWhatIsOldOrEndedOrNameless() {
    assertThat(federate("match[]=old&match[]=gone&match[]=%7Bjob=%22nameless%22%7D")).isEmpty();
    assertThat(federate("")).isEmpty();
  }

  @Test
  void sortsByNameAndAddsAnEmptyInstance() {
    assertThat(federate("match[]=big&match[]=Upper&match[]=big"))
        .isEqualTo(
            "# TYPE Upper untyped\nUpper{instance=\"\"} 7 "
                + (NOW - 60_000)
                + "\n# TYPE big untyped\nbig{x=\"a\\\"b\\\\c\\nd\",instance=\"\"} 1.23456789e+08 "
                + (NOW - 60_000)
                + "\n");
  }

  @Test
  void addsExternalLabelsThatTheSeriesDoesNotHave() {
    http.program.externalLabels = Labels.of("zone", "z", "job", "no", "instance", "i");
    assertThat(federate("match[]=up")).contains("up{instance=\"a\",job=\"j\",zone=\"z\"} 2 ");
    assertThat(federate("match[]=Upper"))
        .contains("Upper{instance=\"i\",job=\"no\",zone=\"z\"} 7 ");
  }

  @Test
  void escapesNamesAsAsked() {
    assertThat(federate("match[]=%C3%BCtf")).contains("_tf{job=\"j\",instance=\"\"} 0.25 ");
    HttpResponse<String> utf8 =
        http.send(
            HttpRequest.newBuilder(http.uri("/federate?match[]=%C3%BCtf"))
                .header("Accept", "text/plain;version=0.0.4;escaping=allow-utf-8"));
    assertThat(utf8.body())
        .contains("# TYPE \"ütf\" untyped\n{\"ütf\",job=\"j\",instance=\"\"} 0.25 ");
  }

  @Test
  void textHasHistogramsWithCustomBucketsAsClassicOnesAndNoOthers() {
    assertThat(federate("match[]=%7Bjob=%22j%22%7D")).doesNotContain("nat");
    String series = "{job=\"j\",instance=\"\"";
    String time = " " + (NOW - 1) + "\n";
    assertThat(federate("match[]=cus"))
        .isEqualTo(
            "# TYPE cus histogram\n"
                + ("cus_bucket" + series + ",le=\"0.5\"} 2" + time)
                + ("cus_bucket" + series + ",le=\"10\"} 2" + time)
                + ("cus_bucket" + series + ",le=\"+Inf\"} 5" + time)
                + ("cus_sum" + series + "} 7.5" + time)
                + ("cus_count" + series + "} 5" + time));
  }

  @Test
  void protobufHasAllHistograms() throws IOException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(http.uri("/federate?match[]=%7Bjob=%22j%22%7D"))
                .header(
                    "Accept",
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                        + "encoding=delimited;q=0.6,text/plain;version=0.0.4;q=0.5"),
            BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue(
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited; escaping=underscores");
    assertThat(families(answer.body()))
        .containsExactly(
            "cus type 4 metrics 1",
            "nat type 4 metrics 1",
            "up type 3 metrics 1",
            "_tf type 3 metrics 1");
  }

  private static List<String> families(byte[] body) throws IOException {
    List<String> families = new ArrayList<>();
    for (int at = 0; at < body.length; ) {
      WireReader in = new WireReader().reset(body, at, body.length);
      int length = (int) in.readVarint();
      int end = in.position() + length;
      in.reset(body, in.position(), end);
      String name = "";
      long type = 0;
      int metrics = 0;
      while (in.next()) {
        switch (in.field()) {
          case 1 -> name = in.readString();
          case 3 -> type = in.readVarint();
          default -> {
            metrics++;
            in.skip();
          }
        }
      }
      families.add(name + " type " + type + " metrics " + metrics);
      at = end;
    }
    return families;
  }

  @Test
  void warningsAndErrorsOfTheStoreAreCounted() throws IOException {
    Queryable warning =
        (minTimeMs, maxTimeMs) -> {
          ReadWarnings.warn("a remote end is gone");
          return store.querier(minTimeMs, maxTimeMs);
        };
    try (ServerFixture served = new ServerFixture(options -> options, warning)) {
      assertThat(served.get("/federate?match[]=up").statusCode()).isEqualTo(200);
      assertThat(served.get("/federate?match[]=up").body()).contains("up{");
      assertThat(served.metrics.federated().warnings()).isEqualTo(2);
      assertThat(served.metrics.federated().errors()).isZero();
    }
    Queryable broken =
        (minTimeMs, maxTimeMs) -> {
          throw new IllegalStateException("the store is closed");
        };
    try (ServerFixture served = new ServerFixture(options -> options, broken)) {
      HttpResponse<String> answer = served.get("/federate?match[]=up");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("the store is closed\n");
      assertThat(served.metrics.federated().errors()).isEqualTo(1);
    }
  }

  @Test
  void refusesWhatIsNoSelector() {
    HttpResponse<String> answer = http.get("/federate?match[]=up%7B");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("1:1: parse error: unexpected end of input\n");
  }
}
