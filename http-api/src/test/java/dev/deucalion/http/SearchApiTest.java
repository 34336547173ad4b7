package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.api.SearchOptions;
import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.model.labels.Labels;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/search/*}. */
final class SearchApiTest {
  private static final String DONE = "{\"status\":\"success\",\"has_more\":false}\n";

  private final ServerFixture http =
      new ServerFixture(options -> options.search(new SearchOptions(true, 10)));

  @BeforeEach
  void fill() {
    for (String name : new String[] {"http_requests", "http_errors", "up", "grpc_http"}) {
      http.program.store.series.add(Labels.of("__name__", name, "job", "of_" + name));
    }
  }

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void findsMetricNames() {
    HttpResponse<String> answer = http.get("/api/v1/search/metric_names?search%5B%5D=http");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-ndjson; charset=utf-8");
    assertThat(answer.body())
        .isEqualTo(
            "{\"results\":[{\"name\":\"grpc_http\"},{\"name\":\"http_errors\"},"
                + "{\"name\":\"http_requests\"}]}\n"
                + DONE);
    assertThat(http.post("/api/v1/search/metric_names", "search%5B%5D=up").body())
        .isEqualTo("{\"results\":[{\"name\":\"up\"}]}\n" + DONE);
    assertThat(http.get("/api/v1/search/metric_names?search%5B%5D=nosuch").body())
        .isEqualTo("{\"results\":[]}\n" + DONE);
  }

  @Test
  void ordersByScoreAndShowsIt() {
    assertThat(
            http.get(
                    "/api/v1/search/metric_names?search%5B%5D=http&sort_by=score&include_score=true"
                        + "&fuzz_alg=jarowinkler")
                .body())
        .isEqualTo(
            "{\"results\":[{\"name\":\"http_errors\",\"score\":1},"
                + "{\"name\":\"http_requests\",\"score\":1},"
                + "{\"name\":\"grpc_http\",\"score\":0.09999999999999998}]}\n"
                + DONE);
  }

  @Test
  void batchesAndLimitsAndTellsWhetherThereIsMore() {
    assertThat(
            http.get("/api/v1/search/metric_names?limit=3&batch_size=2&sort_by=alpha&sort_dir=dsc")
                .body())
        .isEqualTo(
            """
            {"results":[{"name":"up"},{"name":"http_requests"}]}
            {"results":[{"name":"http_errors"}]}
            {"status":"success","has_more":true}
            """);
  }

  @Test
  void findsLabelsAndTheirValues() {
    assertThat(http.get("/api/v1/search/label_names").body())
        .isEqualTo("{\"results\":[{\"name\":\"__name__\"},{\"name\":\"job\"}]}\n" + DONE);
    assertThat(
            http.get(
                    "/api/v1/search/label_values?label=job&match%5B%5D=up&match%5B%5D=http_errors"
                        + "&search%5B%5D=UP&search%5B%5D=ERR&case_sensitive=false")
                .body())
        .isEqualTo("{\"results\":[{\"value\":\"of_http_errors\"},{\"value\":\"of_up\"}]}\n" + DONE);
  }

  @Test
  void describesMetrics() {
    http.program.said.add(
        new TargetMetadata(
            Labels.EMPTY, List.of(new MetricMetadata("up", "gauge", "Whether it is up.", ""))));
    assertThat(http.get("/api/v1/search/metric_names?search%5B%5D=up&include_metadata=true").body())
        .startsWith(
            "{\"results\":[{\"name\":\"up\",\"type\":\"gauge\",\"help\":\"Whether it is up.\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start=2&end=1 | end timestamp must not be before start timestamp",
        "start=x | invalid time value for 'start': cannot parse \\\"x\\\" to a valid timestamp",
        "fuzz_threshold=101 | invalid fuzz_threshold \\\"101\\\": must be 0-100",
        "fuzz_alg=x | unsupported fuzz_alg \\\"x\\\": must be one of [subsequence jarowinkler]",
        "case_sensitive=x | invalid case_sensitive \\\"x\\\": must be boolean",
        "sort_dir=asc | sort_dir is only valid when sort_by is set",
        "sort_by=score | sort_by=score requires search[] to be set",
        "sort_by=x | invalid sort_by \\\"x\\\" for label_values: must be \\\"alpha\\\" or"
            + " \\\"score\\\"",
        "limit=0 | invalid limit \\\"0\\\": must be a positive integer",
        "limit=11 | limit 11 exceeds the configured maximum (10, see --web.search.max-limit)",
        "batch_size=-1 | invalid batch_size \\\"-1\\\": must be a positive integer",
        "match[]={} | match[] must contain at least one non-empty matcher",
        "a=b | missing required parameter \\\"label\\\"",
      })
  void refusesWhatItCannotRead(String query, String error) {
    HttpResponse<String> answer =
        http.get(
            "/api/v1/search/label_values?"
                + query
                    .replace("{", "%7B")
                    .replace("}", "%7D")
                    .replace("[", "%5B")
                    .replace("]", "%5D"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + error + "\"}");
  }

  @Test
  void isOffByDefault() {
    try (ServerFixture other = new ServerFixture()) {
      HttpResponse<String> answer = other.get("/api/v1/search/metric_names");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("\"errorType\":\"unavailable\",\"error\":\"search API");
    }
  }
}
