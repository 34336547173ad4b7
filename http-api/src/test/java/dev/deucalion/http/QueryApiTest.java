package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryValue;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes of /query and /query_range; the expected ones are what Prometheus answers. */
final class QueryApiTest {
  private final ServerFixture http = new ServerFixture();

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void vector() {
    http.program.evaluate =
        expr ->
            new QueryValue.Vector(
                List.of(
                    new QueryValue.Sample(
                        Labels.of("__name__", "up", "a", "<&>\u2028é\"\\\t\n\u0001\u007f😀"),
                        1_795_212_613_175L,
                        0),
                    new QueryValue.Sample(Labels.EMPTY, -1_500, 1e-7)));
    HttpResponse<String> answer = http.get("/api/v1/query?query=up");
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"__name__\":\"up\",\"a\":"
                + "\"<&>\u2028é\\\"\\\\\\t\\n\\u0001\u007f😀\"},"
                + "\"value\":[1795212613.175,\"0\"]},"
                + "{\"metric\":{},\"value\":[-1.500,\"1e-07\"]}]}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Date")).contains("Tue, 14 Nov 2023 22:13:20 GMT");
  }

  @Test
  void emptyVector() {
    http.program.evaluate = expr -> new QueryValue.Vector(List.of());
    assertThat(http.get("/api/v1/query?query=up").body())
        .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
  }

  @Test
  void matrix() {
    http.program.evaluate =
        expr ->
            new QueryValue.Matrix(
                List.of(
                    new QueryValue.Series(
                        Labels.of("a", "b"),
                        new long[] {0, 300, 1_000},
                        new double[] {1, Double.NaN, Double.NEGATIVE_INFINITY}),
                    new QueryValue.Series(Labels.EMPTY, new long[0], new double[0])));
    assertThat(http.get("/api/v1/query_range?query=x&start=0&end=1&step=0.3").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{\"a\":\"b\"},"
                + "\"values\":[[0,\"1\"],[0.300,\"NaN\"],[1,\"-Inf\"]]},{\"metric\":{}}]}}");
    assertThat(http.program.rangeQueries.getFirst().stepMs()).isEqualTo(300);
  }

  @Test
  void scalarHasNoExponentAndShortTime() {
    http.program.evaluate = expr -> new QueryValue.Scalar(1_795_212_613_440L, 1e21);
    assertThat(http.get("/api/v1/query?query=1e21").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":"
                + "[1795212613.44,\"1000000000000000000000\"]}}");
  }

  @Test
  void string() {
    http.program.evaluate = expr -> new QueryValue.Str(0, "<&>\u2028é😀\u0001\n\t\r\b\f");
    assertThat(http.get("/api/v1/query?query=%22%22").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":"
                + "[0,\"\\u003c\\u0026\\u003e\\u2028é😀\\u0001\\n\\t\\r\\b\\f\"]}}");
  }

  @Test
  void statsByStep() {
    assertThat(http.get("/api/v1/query?query=1&stats=all").body())
        .contains(
            "\"samples\":{\"totalQueryableSamplesPerStep\":[[1700000000.123,7],[1700000015.123,5]],"
                + "\"totalQueryableSamples\":12,"
                + "\"samplesReadPerStep\":[[1700000000.123,7],[1700000015.123,2]],"
                + "\"samplesRead\":9,\"peakSamples\":3}");
    assertThat(http.get("/api/v1/query?query=1&stats=true").body())
        .contains("{\"totalQueryableSamples\":12,\"samplesRead\":9,\"peakSamples\":3}");
  }

  @Test
  void statsWarningsAndInfos() {
    http.program.warnings = List.of("PromQL warning: a <b>");
    http.program.infos = List.of("PromQL info: c");
    assertThat(http.get("/api/v1/query?query=1&stats=yes").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\","
                + "\"result\":[1700000000.123,\"1\"],\"stats\":{\"timings\":{"
                + "\"evalTotalTime\":0.0015,\"resultSortTime\":0,"
                + "\"queryPreparationTime\":0.000007481,\"innerEvalTime\":0.000039349,"
                + "\"execQueueTime\":0.000004767,\"execTotalTime\":0.000065708},"
                + "\"samples\":{\"totalQueryableSamples\":12,\"samplesRead\":9,"
                + "\"peakSamples\":3}}},"
                + "\"warnings\":[\"PromQL warning: a \\u003cb\\u003e\","
                + "\"value \\\"yes\\\" for parameter \\\"stats\\\" is deprecated and will be"
                + " rejected in the next major release, use \\\"true\\\" or \\\"all\\\"\"],"
                + "\"infos\":[\"PromQL info: c\"]}");
  }

  @Test
  void limitTruncatesAndSaysSo() {
    QueryValue.Sample sample = new QueryValue.Sample(Labels.of("a", "b"), 0, 1);
    http.program.evaluate = expr -> new QueryValue.Vector(List.of(sample, sample));
    assertThat(http.get("/api/v1/query?query=x&limit=1").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"a\":\"b\"},\"value\":[0,\"1\"]}]},"
                + "\"warnings\":[\"results truncated due to limit\"]}");
    assertThat(http.get("/api/v1/query?query=x&limit=2").body()).doesNotContain("warnings");
  }

  @Test
  void formBodyComesBeforeTheUrl() {
    http.post("/api/v1/query?query=1&time=7", "query=2%2B2&timeout=5&lookback_delta=1m30s");
    assertThat(http.program.instantQueries)
        .singleElement()
        .satisfies(query -> {
          assertThat(query.expr()).isEqualTo("2+2");
          assertThat(query.timeMs()).isEqualTo(7_000);
          assertThat(query.options().lookbackMs()).isEqualTo(90_000);
          assertThat(query.options().timeoutMs()).isEqualTo(5_000);
          assertThat(query.options().origin())
              .isEqualTo(QueryOrigin.http("127.0.0.1", "POST", "/api/v1/query"));
        });
  }

  @Test
  void aFormOfPartsIsReadToo() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(http.uri("/api/v1/query?time=7"))
            .header("Content-Type", "multipart/form-data; boundary=xyz")
            .POST(
                BodyPublishers.ofString(
                    String.join(
                        "\r\n",
                        "--xyz",
                        "Content-Disposition: form-data; name=\"query\"",
                        "",
                        "2+2",
                        "--xyz--")));
    assertThat(http.send(request).statusCode()).isEqualTo(200);
    assertThat(http.program.instantQueries)
        .singleElement()
        .satisfies(query -> {
          assertThat(query.expr()).isEqualTo("2+2");
          assertThat(query.timeMs()).isEqualTo(7_000);
        });
  }

  @Test
  void timeIsNowWhenMissing() {
    http.get("/api/v1/query?query=1");
    assertThat(http.program.instantQueries.getFirst().timeMs()).isEqualTo(FakeProgram.NOW_MS);
    assertThat(http.program.instantQueries.getFirst().options().timeoutMs()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          query?query=1&time=x | invalid parameter \\"time\\": invalid time value for 'time': cannot parse \\"x\\" to a valid timestamp
          query | invalid parameter \\"query\\": 1:1: parse error: no expression found in input
          query?query=1&limit=x | invalid parameter \\"limit\\": strconv.Atoi: parsing \\"x\\": invalid syntax
          query?query=1&limit=-1 | invalid parameter \\"limit\\": limit must be non-negative
          query?query=1&timeout=x | invalid parameter \\"timeout\\": cannot parse \\"x\\" to a valid duration
          query?query=1&timeout=1e300 | invalid parameter \\"timeout\\": cannot parse \\"1e300\\" to a valid duration. It overflows int64
          query?query=1&lookback_delta=x | error parsing lookback delta duration: cannot parse \\"x\\" to a valid duration
          query_range?query=1&start=1 | invalid parameter \\"end\\": cannot parse \\"\\" to a valid timestamp
          query_range?query=1&start=5&end=4 | invalid parameter \\"end\\": end timestamp must not be before start time
          query_range?query=1&start=5&end=6 | invalid parameter \\"step\\": cannot parse \\"\\" to a valid duration
          query_range?query=1&start=5&end=6&step=0 | invalid parameter \\"step\\": zero or negative query resolution step widths are not accepted. Try a positive integer
          query_range?query=1&start=0&end=11001&step=1 | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)
          format_query | invalid parameter \\"query\\": 1:1: parse error: no expression found in input
          """)
  void badData(String target, String error) {
    HttpResponse<String> answer = http.get("/api/v1/" + target);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + error + "\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void elevenThousandAndOneStepsAreAllowed() {
    String range = "/api/v1/query_range?query=1&start=0&step=1&end=";
    assertThat(http.get(range + "11000").statusCode()).isEqualTo(200);
    assertThat(http.get(range + "11000.999").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "EXECUTION, execution, 422",
    "TIMEOUT, timeout, 503",
    "CANCELED, canceled, 499",
    "STORAGE, internal, 500"
  })
  void failuresOfEvaluation(QueryException.Kind kind, String type, int status) {
    http.program.evaluate =
        expr -> {
          throw new QueryException(kind, "so it is");
        };
    HttpResponse<String> answer = http.get("/api/v1/query?query=1");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"so it is\"}");
  }

  @Test
  void rangeQueryOfTheWrongType() {
    http.program.evaluate =
        expr -> {
          throw new QueryException(QueryException.Kind.INVALID_QUERY, "invalid expression type");
        };
    HttpResponse<String> answer = http.get("/api/v1/query_range?query=x&start=0&end=1&step=1");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\","
                + "\"error\":\"invalid parameter \\\"query\\\": invalid expression type\"}");
  }

  @Test
  void timeoutThatIsOverAlready() {
    HttpResponse<String> answer = http.get("/api/v1/query?query=1&timeout=-1");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"timeout\","
                + "\"error\":\"query timed out in query execution\"}");
  }

  @Test
  void ourOwnMistakeIsAnInternalError() {
    http.program.evaluate =
        expr -> {
          throw new IllegalStateException("oops");
        };
    HttpResponse<String> answer = http.get("/api/v1/query?query=1");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("\"errorType\":\"internal\"").contains("oops");
  }

  @Test
  void formatQuery() {
    assertThat(http.post("/api/v1/format_query", "query=+a+%3C+b").body())
        .isEqualTo("{\"status\":\"success\",\"data\":\"a \\u003c b\"}");
  }
}
