package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.otlp.OtlpCounters.Warning;
import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.http.otlp.TranslationStrategy;
import dev.deucalion.storage.AppendResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpApiTest {
  private static final long NOW = FakeProgram.NOW_MS;
  private static final String TIME = "\"timeUnixNano\": \"" + NOW + "000000\"";

  private final ServerFixture http = new ServerFixture(options -> options.enableOtlp(true));
  private final FakeIntake intake = http.program.intake;

  @AfterEach
  void stop() {
    http.close();
    assertThat(intake.open).hasValue(0);
  }

  private HttpResponse<String> send(byte[] body, String... headers) {
    return http.send(
        HttpRequest.newBuilder(http.uri("/api/v1/otlp/v1/metrics"))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** Sends metrics of one scope of one resource. */
  private HttpResponse<String> sendMetrics(String attributes, String metrics) {
    String json =
        "{\"resourceMetrics\": [{\"resource\": {\"attributes\": ["
            + attributes
            + "]}, \"scopeMetrics\": [{\"scope\": {\"name\": \"lib\", \"version\": \"1\","
            + " \"attributes\": ["
            + attribute("a.b", "c")
            + "]}, \"schemaUrl\": \"u\", \"metrics\": ["
            + metrics
            + "]}]}]}";
    return send(json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  private static String attribute(String key, String value) {
    return "{\"key\": \"" + key + "\", \"value\": {\"stringValue\": \"" + value + "\"}}";
  }

  private static String gauge(String name, String unit, String attributes) {
    return "{\"name\": \""
        + name
        + "\", \"unit\": \""
        + unit
        + "\", \"gauge\": {\"dataPoints\": [{\"asDouble\": 1.5, "
        + TIME
        + ", \"attributes\": ["
        + attributes
        + "]}]}}";
  }

  private static String sum(String name, String unit, int temporality) {
    return "{\"name\": \""
        + name
        + "\", \"unit\": \""
        + unit
        + "\", \"sum\": {\"aggregationTemporality\": "
        + temporality
        + ", \"isMonotonic\": true, \"dataPoints\": [{\"asInt\": \"7\", "
        + TIME
        + "}]}}";
  }

  @Test
  void namesHaveUnitsAndLabelsAreEscaped() {
    HttpResponse<String> answer =
        sendMetrics(
            "",
            gauge("http.server-time", "ms", attribute("http.method", "GET"))
                + ","
                + sum("requests", "1", 2)
                + ","
                + gauge("used", "1", "")
                + ","
                + gauge("speed", "By/s", attribute("_x", "y") + "," + attribute("1", "2")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"http_server_time_milliseconds\", http_method=\"GET\"} 1.5@" + NOW,
            "{__name__=\"requests_total\"} 7.0@" + NOW,
            "{__name__=\"used_ratio\"} 1.5@" + NOW,
            "{__name__=\"speed_bytes_per_second\", key_1=\"2\", key_x=\"y\"} 1.5@" + NOW);
  }

  @Test
  void typesAndUnitsBecomeLabelsWhenAsked() {
    http.program.otlp =
        OtlpSettings.DEFAULTS.with(Switch.TYPE_AND_UNIT_LABELS).with(Switch.NATIVE_DELTA_INGESTION);
    sendMetrics(
        "", gauge("speed", "By/s", "") + "," + sum("requests", "1", 2) + "," + sum("more", "s", 1));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"speed_bytes_per_second\", __type__=\"gauge\","
                + " __unit__=\"bytes_per_second\"} 1.5@"
                + NOW,
            "{__name__=\"requests_total\", __type__=\"counter\"} 7.0@" + NOW,
            "{__name__=\"more_seconds_total\", __unit__=\"seconds\"} 7.0@" + NOW);
  }

  /** UCUM has units in brackets, too. */
  @ParameterizedTest
  @CsvSource({
    "ESCAPING_WITH_SUFFIXES,[degF],degF",
    "ESCAPING_WITH_SUFFIXES,mm[Hg],mm_Hg",
    "ESCAPING_WITH_SUFFIXES,mm[Hg]/s,mm_Hg_per_second",
    "UTF8_WITH_SUFFIXES,mm[Hg]/s,mm_Hg__per_second",
  })
  void unitsHaveNoUnderscoreAtAnEnd(TranslationStrategy strategy, String unit, String label) {
    http.program.otlp =
        new OtlpSettings(strategy, Set.of(), Set.of(Switch.TYPE_AND_UNIT_LABELS), 300_000);
    sendMetrics("", gauge("a", unit, ""));
    assertThat(intake.committed).singleElement().asString().contains("__unit__=\"" + label + "\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "ESCAPING_WITH_SUFFIXES,a_b_seconds,x_y",
    "ESCAPING_WITHOUT_SUFFIXES,a_b,x_y",
    "UTF8_WITH_SUFFIXES,a.b_seconds,x.y",
    "NONE,a.b,x.y"
  })
  void strategies(TranslationStrategy strategy, String name, String label) {
    http.program.otlp = new OtlpSettings(strategy, Set.of(), Set.of(), 300_000);
    sendMetrics("", gauge("a.b", "s", attribute("x.y", "1")));
    assertThat(intake.committed).singleElement().asString().contains(name + "\"", label, "1.5@");
  }

  @Test
  void resourceBecomesJobInstanceAndTargetInfo() {
    String resource =
        attribute("service.name", "shop")
            + ","
            + attribute("service.namespace", "eu")
            + ","
            + attribute("service.instance.id", "i-1")
            + ","
            + attribute("host.name", "h");
    http.program.otlp =
        new OtlpSettings(
            TranslationStrategy.ESCAPING_WITH_SUFFIXES, Set.of("host.name"), Set.of(), 300_000);
    sendMetrics(resource, gauge("up", "", ""));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"up\", host_name=\"h\", instance=\"i-1\", job=\"eu/shop\"} 1.5@" + NOW,
            "{__name__=\"target_info\", host_name=\"h\", instance=\"i-1\", job=\"eu/shop\"} 1.0@"
                + NOW);
  }

  @Test
  void scopeBecomesLabelsWhenAsked() {
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.PROMOTE_SCOPE_METADATA);
    sendMetrics("", gauge("up", "", ""));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"up\", otel_scope_a_b=\"c\", otel_scope_name=\"lib\","
                + " otel_scope_schema_url=\"u\", otel_scope_version=\"1\"} 1.5@"
                + NOW);
  }

  @Test
  void attributesThatCollideAreJoined() {
    sendMetrics("", gauge("up", "", attribute("a_b", "2") + "," + attribute("a.b", "1")));
    assertThat(intake.committed).containsExactly("{__name__=\"up\", a_b=\"1;2\"} 1.5@" + NOW);
    assertThat(http.metrics.otlp().warnings(Warning.LABEL_NAME_COLLISION)).isOne();
  }

  @Test
  void histogramsBecomeClassicOnes() {
    sendMetrics("", histogram());
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"h_sum\"} 9.5@" + NOW,
            "{__name__=\"h_count\"} 6.0@" + NOW,
            "{__name__=\"h_bucket\", le=\"0.5\"} 1.0@" + NOW,
            "{__name__=\"h_bucket\", le=\"0.5\"} # {k=\"v\","
                + " trace_id=\"0102030405060708090a0b0c0d0e0f10\"} 0.25@"
                + NOW,
            "{__name__=\"h_bucket\", le=\"1000\"} 3.0@" + NOW,
            "{__name__=\"h_bucket\", le=\"+Inf\"} 6.0@" + NOW);
  }

  @Test
  void histogramsBecomeNativeOnesWhenAsked() {
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.CONVERT_HISTOGRAMS_TO_NHCB);
    sendMetrics("", histogram());
    assertThat(intake.committed.getFirst())
        .contains("count=6, sum=9.5", "positive=[1, 2, 3]", "customValues=[0.5, 1000.0]");
  }

  private static String histogram() {
    return "{\"name\": \"h\", \"histogram\": {\"aggregationTemporality\": 2, \"dataPoints\": [{"
        + TIME
        + ", \"count\": \"6\", \"sum\": 9.5, \"bucketCounts\": [\"1\", 2, \"3\"],"
        + " \"explicitBounds\": [0.5, 1000], \"exemplars\": [{\"asDouble\": 0.25, "
        + TIME
        + ", \"traceId\": \"0102030405060708090a0b0c0d0e0f10\", \"spanId\": \"0000000000000000\","
        + " \"filteredAttributes\": ["
        + attribute("k", "v")
        + "]}]}]}}";
  }

  @Test
  void exponentialHistogramsAreBroughtDownToTheHighestSchema() {
    sendMetrics(
        "",
        "{\"name\": \"e\", \"exponentialHistogram\": {\"aggregationTemporality\": 2,"
            + " \"dataPoints\": [{"
            + TIME
            + ", \"count\": 10, \"sum\": 3, \"scale\": 9, \"zeroCount\": 1, \"positive\":"
            + " {\"offset\": -1, \"bucketCounts\": [1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 3]}}]}}");
    assertThat(intake.committed)
        .singleElement()
        .asString()
        .contains("schema=8", "positive=[1, 5, 3]", "positiveSpans=[0, 2, 3, 1]", "zero=1");
  }

  @Test
  void summariesBecomeQuantiles() {
    sendMetrics(
        "",
        "{\"name\": \"s\", \"summary\": {\"dataPoints\": [{"
            + TIME
            + ", \"count\": 3, \"sum\": 4.5, \"quantileValues\": [{\"quantile\": 0.99,"
            + " \"value\": 2}]}]}}");
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"s_sum\"} 4.5@" + NOW,
            "{__name__=\"s_count\"} 3.0@" + NOW,
            "{__name__=\"s\", quantile=\"0.99\"} 2.0@" + NOW);
  }

  @Test
  void deltasAreRefusedUnlessAsked() {
    HttpResponse<String> answer = sendMetrics("", gauge("a", "", "") + "," + sum("d", "", 1));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo("invalid temporality and type combination for metric \"d\"\n");
    assertThat(intake.committed).isEmpty();
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.NATIVE_DELTA_INGESTION);
    assertThat(sendMetrics("", sum("d", "", 1)).statusCode()).isEqualTo(200);
  }

  @Test
  void samplesRefusedForTheirTimeAreABadRequest() {
    intake.judge = (series, timeMs) -> AppendResult.OUT_OF_ORDER;
    HttpResponse<String> answer = sendMetrics("", gauge("a", "", ""));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("out of order sample\n");
  }

  /** Senders of OTLP try again after 503, and drop what was answered with 500. */
  @Test
  void aLogThatCannotBeWrittenIsWorthAnotherTry() {
    intake.commitFailure = new IOException("write wal: no space left on device");
    HttpResponse<String> answer = sendMetrics("", gauge("a", "", ""));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("write wal: no space left on device\n");
  }

  @Test
  void aPointWithoutARecordedValueEndsItsSeries() {
    sendMetrics(
        "", "{\"name\": \"a\", \"gauge\": {\"dataPoints\": [{" + TIME + ", \"flags\": 1}]}}");
    assertThat(intake.committed).containsExactly("{__name__=\"a\"} NaN@" + NOW);
  }

  @Test
  void valuesOfAllKindsAreTexts() {
    String value =
        "{\"key\": \"m\", \"value\": {\"kvlistValue\": {\"values\": [{\"key\": \"z\", \"value\":"
            + " {\"arrayValue\": {\"values\": [{\"intValue\": \"-1\"}, {\"boolValue\": true},"
            + " {\"doubleValue\": 1e21}, {}]}}}, {\"key\": \"a<\", \"value\": {\"bytesValue\":"
            + " \"AQI=\"}}]}}}";
    sendMetrics("", gauge("a", "", value));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"a\","
                + " m=\"{\\\"a\\\\u003c\\\":\\\"AQI=\\\",\\\"z\\\":[-1,true,1e+21,null]}\"} 1.5@"
                + NOW);
  }

  @Test
  void takesProtobufAndGzip() throws IOException {
    byte[] message = OtlpMessages.gauge("p", 0, NOW, 2.5);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(message);
    }
    String type = "application/x-protobuf";
    assertThat(send(message, "Content-Type", type).statusCode()).isEqualTo(200);
    assertThat(
            send(packed.toByteArray(), "Content-Type", type, "Content-Encoding", "gzip")
                .statusCode())
        .isEqualTo(200);
    assertThat(intake.committed).hasSize(2).containsOnly("{__name__=\"p\"} 2.5@" + NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/plain | x | unsupported content type: text/plain, supported: [application/json,"
            + " application/x-protobuf]",
        "application/json | [] | a request in JSON is an object",
        "application/json | {\"resourceMetrics\": 1} | an object is wanted as resourceMetrics",
        "application/x-protobuf | x | message ends within a value at byte 1",
      })
  void refusesWhatItCannotRead(String type, String body, String text) {
    HttpResponse<String> answer = send(body.getBytes(StandardCharsets.UTF_8), "Content-Type", type);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(text + "\n");
  }
}
