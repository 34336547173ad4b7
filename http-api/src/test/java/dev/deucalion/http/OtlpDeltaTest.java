package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.storage.AppendResult;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points with delta temporality become cumulative where that is asked for. */
class OtlpDeltaTest {
  private static final long NOW = FakeProgram.NOW_MS;
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  private final ServerFixture http = new ServerFixture(options -> options.enableOtlp(true));
  private final FakeIntake intake = http.program.intake;

  @BeforeEach
  void convert() {
    http.program.otlp = OtlpSettings.DEFAULTS.with(Switch.CONVERT_DELTAS);
  }

  @AfterEach
  void stop() {
    http.close();
    assertThat(intake.open).hasValue(0);
  }

  private HttpResponse<String> send(String resource, String metric) {
    String json =
        "{\"resourceMetrics\": [{\"resource\": {\"attributes\": [{\"key\": \"host\", \"value\":"
            + " {\"stringValue\": \""
            + resource
            + "\"}}]}, \"scopeMetrics\": [{\"metrics\": ["
            + metric
            + "]}]}]}";
    return http.send(
        HttpRequest.newBuilder(http.uri("/api/v1/otlp/v1/metrics"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private void sendWell(String metric) {
    HttpResponse<String> answer = send("a", metric);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String metric(String kind, int temporality, String points) {
    return "{\"name\": \"m\", \""
        + kind
        + "\": {\"isMonotonic\": true, \"aggregationTemporality\": "
        + temporality
        + ", \"dataPoints\": ["
        + points
        + "]}}";
  }

  /** A point since {@code NOW} less a second, so many milliseconds after {@code NOW}. */
  private static String point(long afterMs, String values) {
    return point(NOW - 1_000, afterMs, values);
  }

  private static String point(long startMs, long afterMs, String values) {
    return "{\"startTimeUnixNano\": \"%d000000\", \"timeUnixNano\": \"%d000000\", %s}"
        .formatted(startMs, NOW + afterMs, values);
  }

  private static String sum(long afterMs, int value) {
    return metric("sum", DELTA, point(afterMs, "\"asInt\": \"" + value + "\""));
  }

  @Test
  void sumsAreAddedUp() {
    sendWell(sum(0, 3));
    sendWell(sum(10, 4));
    sendWell(
        metric(
            "sum",
            DELTA,
            point(20, "\"asDouble\": 0.5") + "," + point(NOW + 20, 30, "\"asInt\": 1")));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"m_total\"} 3.0@" + NOW,
            "{__name__=\"m_total\"} 7.0@" + (NOW + 10),
            "{__name__=\"m_total\"} 7.5@" + (NOW + 20),
            "{__name__=\"m_total\"} 8.5@" + (NOW + 30));
  }

  @Test
  void theyCountSinceTheFirstPoint() {
    http.program.otlp =
        http.program.otlp.with(Switch.START_ZERO_SAMPLES).with(Switch.TYPE_AND_UNIT_LABELS);
    sendWell(sum(0, 3));
    intake.committed.clear();
    sendWell(metric("sum", DELTA, point(NOW, 10, "\"asInt\": 4")));
    String series = "{__name__=\"m_total\", __type__=\"counter\"} ";
    assertThat(intake.committed)
        .containsExactly(
            series + "from " + (NOW - 1_000) + " on@" + (NOW + 10), series + "7.0@" + (NOW + 10));
  }

  @Test
  void whatIsNotNewerIsLeftOut() {
    sendWell(sum(10, 3));
    sendWell(sum(10, 3));
    sendWell(sum(5, 1));
    sendWell(metric("sum", DELTA, point(NOW - 2_000, 20, "\"asInt\": 1")));
    sendWell(sum(30, 1));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"m_total\"} 3.0@" + (NOW + 10), "{__name__=\"m_total\"} 4.0@" + (NOW + 30));
  }

  @Test
  void streamsOfTwoResourcesAreTwo() {
    send("a", sum(0, 3));
    send("b", sum(1, 5));
    send("a", sum(2, 1));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"m_total\"} 3.0@" + NOW,
            "{__name__=\"m_total\"} 5.0@" + (NOW + 1),
            "{__name__=\"m_total\"} 4.0@" + (NOW + 2));
  }

  @ParameterizedTest
  @CsvSource({"299000,7.0", "301000,4.0"})
  void streamsAreForgottenThatAreIdleForFiveMinutes(long idleMs, double next) {
    sendWell(sum(0, 3));
    http.program.nowMs = NOW + idleMs;
    sendWell(sum(idleMs, 4));
    assertThat(intake.committed).last().asString().endsWith(next + "@" + (NOW + idleMs));
  }

  @Test
  void aPointWithoutARecordedValueEndsItsStream() {
    sendWell(sum(0, 3));
    sendWell(metric("sum", DELTA, point(10, "\"flags\": 1")));
    sendWell(sum(20, 4));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"m_total\"} 3.0@" + NOW,
            "{__name__=\"m_total\"} NaN@" + (NOW + 10),
            "{__name__=\"m_total\"} 4.0@" + (NOW + 20));
  }

  @Test
  void cumulativePointsStayAsTheyAre() {
    sendWell(sum(0, 3));
    sendWell(metric("sum", CUMULATIVE, point(10, "\"asInt\": 5")));
    assertThat(intake.committed).last().asString().endsWith(" 5.0@" + (NOW + 10));
  }

  private static String histogram(long afterMs, String bounds, String counts, int count) {
    return metric(
        "histogram",
        DELTA,
        point(
            afterMs,
            "\"count\": %d, \"sum\": 2.5, \"explicitBounds\": %s, \"bucketCounts\": %s"
                .formatted(count, bounds, counts)));
  }

  @Test
  void bucketsOfHistogramsAreAddedUp() {
    sendWell(histogram(0, "[1, 2]", "[1, 0, 2]", 3));
    intake.committed.clear();
    sendWell(histogram(10, "[1, 2]", "[1, 1, 0]", 2));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"m_sum\"} 5.0@" + (NOW + 10),
            "{__name__=\"m_count\"} 5.0@" + (NOW + 10),
            "{__name__=\"m_bucket\", le=\"1\"} 2.0@" + (NOW + 10),
            "{__name__=\"m_bucket\", le=\"2\"} 3.0@" + (NOW + 10),
            "{__name__=\"m_bucket\", le=\"+Inf\"} 5.0@" + (NOW + 10));
  }

  @Test
  void aHistogramWithOtherBoundsBeginsAnew() {
    sendWell(histogram(0, "[1, 2]", "[1, 0, 2]", 3));
    intake.committed.clear();
    sendWell(histogram(10, "[1, 3]", "[1, 1, 0]", 2));
    assertThat(intake.committed)
        .contains(
            "{__name__=\"m_count\"} 2.0@" + (NOW + 10),
            "{__name__=\"m_bucket\", le=\"3\"} 2.0@" + (NOW + 10));
  }

  private static String exponential(long afterMs, int count, int scale, int offset, String counts) {
    return metric(
        "exponentialHistogram",
        DELTA,
        point(
            afterMs,
            ("\"count\": %d, \"sum\": 1, \"zeroCount\": 1, \"scale\": %d,"
                    + " \"positive\": {\"offset\": %d, \"bucketCounts\": %s}")
                .formatted(count, scale, offset, counts)));
  }

  /** What is committed of a stream of which these are the deltas is as of this one sum. */
  private void assertSum(List<String> deltas, String cumulative) {
    deltas.forEach(this::sendWell);
    String sum = intake.committed.getLast();
    send("b", cumulative);
    assertThat(sum).isEqualTo(intake.committed.getLast());
  }

  @Test
  void exponentialHistogramsGetTheWiderBucketsOfBoth() {
    String expected =
        "\"count\": 9, \"sum\": 2, \"zeroCount\": 2, \"scale\": 1,"
            + " \"positive\": {\"offset\": -1, \"bucketCounts\": [2, 1, 3, 0, 1]}";
    assertSum(
        List.of(exponential(0, 6, 2, -2, "[1, 1, 0, 1, 2]"), exponential(10, 3, 1, 1, "[1, 0, 1]")),
        metric("exponentialHistogram", CUMULATIVE, point(10, expected)));
  }

  @Test
  void exponentialHistogramsHaveABoundedNumberOfBuckets() {
    String expected =
        "\"count\": 8, \"sum\": 2, \"zeroCount\": 2, \"scale\": 1,"
            + " \"positive\": {\"offset\": -1, \"bucketCounts\": [3"
            + ", 0".repeat(100)
            + ", 3]}";
    assertSum(
        List.of(exponential(0, 4, 2, -1, "[3]"), exponential(10, 4, 2, 200, "[3]")),
        metric("exponentialHistogram", CUMULATIVE, point(10, expected)));
  }

  @Test
  void theIndexBehindTheLastBucketIsWhatMustFit() {
    String expected =
        "\"count\": 8, \"sum\": 2, \"zeroCount\": 2, \"scale\": 1,"
            + " \"positive\": {\"offset\": 0, \"bucketCounts\": [3"
            + ", 0".repeat(159)
            + ", 3]}";
    assertSum(
        List.of(exponential(0, 4, 2, 0, "[3]"), exponential(10, 4, 2, 320, "[3]")),
        metric("exponentialHistogram", CUMULATIVE, point(10, expected)));
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "10, 0"})
  void theirNumberIsBoundedWhereOneHasNone(long manyMs, long noneMs) {
    String many = exponential(manyMs, 201, 2, 0, "[1" + ", 1".repeat(199) + "]");
    String none = exponential(noneMs, 1, 2, 0, "[]");
    String expected =
        "\"count\": 202, \"sum\": 2, \"zeroCount\": 2, \"scale\": 1,"
            + " \"positive\": {\"offset\": 0, \"bucketCounts\": [2"
            + ", 2".repeat(99)
            + "]}";
    assertSum(
        manyMs < noneMs ? List.of(many, none) : List.of(none, many),
        metric("exponentialHistogram", CUMULATIVE, point(10, expected)));
  }

  @Test
  void aRequestThatFailedIsNotCountedTwice() {
    sendWell(sum(0, 3));
    intake.judge = (series, timeMs) -> AppendResult.OUT_OF_ORDER;
    assertThat(send("a", sum(10, 4)).statusCode()).isEqualTo(400);
    intake.judge = (series, timeMs) -> AppendResult.APPENDED;
    sendWell(sum(10, 4));
    assertThat(intake.committed).last().asString().endsWith(" 7.0@" + (NOW + 10));
    sendWell(sum(20, 1));
    assertThat(intake.committed).last().asString().endsWith(" 8.0@" + (NOW + 20));
  }

  @Test
  void whatCouldNotBeStoredIsStoredWhenItComesAgain() {
    sendWell(sum(0, 3));
    intake.commitFailure = new IOException("no space left on device");
    assertThat(send("a", sum(10, 4)).statusCode()).isEqualTo(503);
    assertThat(send("a", sum(10, 4)).statusCode()).isEqualTo(503);
    intake.commitFailure = null;
    sendWell(sum(10, 4));
    sendWell(sum(10, 4));
    assertThat(intake.committed)
        .containsExactly(
            "{__name__=\"m_total\"} 3.0@" + NOW, "{__name__=\"m_total\"} 7.0@" + (NOW + 10));
  }

  @Test
  void soIsTheFirstPointOfAHistogram() {
    String first = histogram(0, "[1, 2]", "[1, 0, 2]", 3);
    intake.commitFailure = new IOException("no space left on device");
    assertThat(send("a", first).statusCode()).isEqualTo(503);
    intake.commitFailure = null;
    sendWell(histogram(0, "[1, 3]", "[1, 0, 2]", 3));
    assertThat(intake.committed).as("other bounds are another point").isEmpty();
    sendWell(first);
    assertThat(intake.committed)
        .contains(
            "{__name__=\"m_count\"} 3.0@" + NOW,
            "{__name__=\"m_bucket\", le=\"1\"} 1.0@" + NOW,
            "{__name__=\"m_bucket\", le=\"+Inf\"} 3.0@" + NOW);
  }

  @Test
  void onePointTwiceInARequestCountsOnce() {
    String twice = point(10, "\"asInt\": \"3\"") + "," + point(10, "\"asInt\": \"3\"");
    intake.commitFailure = new IOException("no space left on device");
    assertThat(send("a", metric("sum", DELTA, twice)).statusCode()).isEqualTo(503);
    intake.commitFailure = null;
    sendWell(metric("sum", DELTA, twice));
    assertThat(intake.committed).containsExactly("{__name__=\"m_total\"} 3.0@" + (NOW + 10));
  }
}
