package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.otlp.OtlpSettings.Switch;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored of OTLP's points beside their values. */
class OtlpExtrasTest {
  private static final long NOW = FakeProgram.NOW_MS;
  private static final long START = NOW - 1_500;
  private static final String TIMES =
      "\"startTimeUnixNano\": \"" + START + "999999\", \"timeUnixNano\": \"" + NOW + "000000\"";
  private static final String SUM = "{\"isMonotonic\": true, \"aggregationTemporality\": 2, ";
  private static final String HISTOGRAM = "{\"aggregationTemporality\": 2, ";

  private final ServerFixture http = new ServerFixture(options -> options.enableOtlp(true));
  private final FakeIntake intake = http.program.intake;

  @AfterEach
  void stop() {
    http.close();
    assertThat(intake.open).hasValue(0);
  }

  private void send(String contentType, byte[] body) {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(http.uri("/api/v1/otlp/v1/metrics"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void sendMetric(String metric) {
    String json = "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [" + metric + "]}]}]}";
    send("application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static String metric(String kind, String data, String times, String values) {
    return "{\"name\": \"m\", \"description\": \"What it is.\", \"unit\": \"s\", \""
        + kind
        + "\": "
        + data
        + "\"dataPoints\": [{"
        + times
        + values
        + "}]}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gauge | { | , \"asDouble\": 2 | 1",
        "sum | {\"isMonotonic\": true, \"aggregationTemporality\": 2, | , \"asInt\": 2 | 1",
        "histogram | {\"aggregationTemporality\": 2, | , \"count\": 2, \"sum\": 3,"
            + " \"bucketCounts\": [1, 1], \"explicitBounds\": [1] | 4",
        "exponentialHistogram | {\"aggregationTemporality\": 2, | , \"count\": 2, \"sum\": 3,"
            + " \"positive\": {\"bucketCounts\": [2]} | 1",
        "summary | { | , \"count\": 2, \"sum\": 3, \"quantileValues\": [{\"quantile\": 0.5,"
            + " \"value\": 1}] | 3",
      })
  void seriesBeginWithNothingWhereTheirPointsSaySinceWhenWhenAsked(
      String kind, String data, String values, int seriesCount) {
    sendMetric(metric(kind, data, TIMES, values));
    assertThat(intake.committed).hasSize(seriesCount).noneMatch(line -> line.contains("from"));
    intake.committed.clear();
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.START_ZERO_SAMPLES);
    sendMetric(metric(kind, data, TIMES, values));
    assertThat(intake.committed).hasSize(2 * seriesCount);
    for (int i = 0; i < seriesCount; i++) {
      assertThat(intake.committed.get(2 * i)).endsWith("from " + START + " on@" + NOW);
      assertThat(intake.committed.get(2 * i + 1)).doesNotContain("from").endsWith("@" + NOW);
    }
  }

  @Test
  void pointsThatDoNotSaySinceWhenHaveNoStart() {
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.START_ZERO_SAMPLES);
    sendMetric(metric("sum", SUM, "\"timeUnixNano\": \"" + NOW + "000000\"", ", \"asInt\": 2"));
    assertThat(intake.committed).singleElement().asString().endsWith("2.0@" + NOW);
  }

  @Test
  void startsAreReadFromProtobuf() {
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.START_ZERO_SAMPLES);
    send("application/x-protobuf", OtlpMessages.gauge("p", START, NOW, 2.5));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"p\"} from " + START + " on@" + NOW, "{__name__=\"p\"} 2.5@" + NOW);
  }

  @Test
  void whatAMetricIsGoesToTheLogWhenAsked() {
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.METADATA_RECORDS);
    sendMetric(metric("histogram", HISTOGRAM, TIMES, ", \"count\": 2, \"bucketCounts\": [2]"));
    String described = " Metadata[type=HISTOGRAM, unit=seconds, help=What it is.]";
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"m_seconds_count\"} 2.0@" + NOW,
            "{__name__=\"m_seconds_count\"}" + described,
            "{__name__=\"m_seconds_bucket\", le=\"+Inf\"} 2.0@" + NOW,
            "{__name__=\"m_seconds_bucket\", le=\"+Inf\"}" + described);
  }

  @Test
  void samplesOfMetricsOfWhichNothingIsToldAreCounted() {
    sendMetric("{\"name\": \"d\", \"summary\": {\"dataPoints\": [{" + TIMES + ", \"count\": 1}]}}");
    assertThat(http.metrics.otlp().samplesWithoutMetadata()).isZero();
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.NATIVE_DELTA_INGESTION);
    sendMetric(
        "{\"name\": \"d\", \"sum\": {\"aggregationTemporality\": 1, \"dataPoints\": [{"
            + TIMES
            + "}]}}");
    assertThat(http.metrics.otlp().samplesWithoutMetadata()).isOne();
  }

  @Test
  void exemplarsOfGaugesAreLeftOutWhateverTheyAre() {
    sendMetric(metric("gauge", "{", TIMES, ", \"asDouble\": 2, \"exemplars\": [{}]"));
    assertThat(intake.committed).containsExactly("{__name__=\"m_seconds\"} 2.0@" + NOW);
  }

  @Test
  void theEndOfASeriesSaysNothingOfIt() {
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.METADATA_RECORDS);
    sendMetric(metric("sum", SUM, TIMES, ", \"flags\": 1"));
    assertThat(intake.committed).containsExactly("{__name__=\"m_seconds_total\"} NaN@" + NOW);
  }
}
