package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions.MemoryLimits;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeriesApiTest {
  private final ServerFixture http = new ServerFixture();

  @BeforeEach
  void fill() {
    http.program.store.series.add(Labels.of("__name__", "up", "job", "b"));
    http.program.store.series.add(Labels.of("__name__", "up", "job", "a<"));
    http.program.store.series.add(Labels.of("__name__", "down", "job", "a<", "my.name", "x"));
  }

  @AfterEach
  void stop() {
    assertThat(http.program.store.open).hasValue(0);
    http.close();
  }

  @Test
  void series() {
    assertThat(data("series?match[]=up"))
        .isEqualTo("[{\"__name__\":\"up\",\"job\":\"b\"},{\"__name__\":\"up\",\"job\":\"a<\"}]");
    assertThat(data("series?match[]=nosuch")).isEqualTo("[]");
  }

  @Test
  void answersThatTakeTooMuchMemoryAreRefused() {
    http.program.readMemory = new MemoryLimits(100, 1 << 20);
    for (String path : List.of("series?match[]=up", "labels", "label/job/values")) {
      HttpResponse<String> answer = http.get("/api/v1/" + path.replace("[]", "%5B%5D"));
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("query processing would use too much memory");
    }
  }

  @Test
  void seriesOfSeveralSelectorsAreSortedAndComeOnce() {
    assertThat(http.post("/api/v1/series", "match[]=up&match[]=%7Bjob%3D%22a%3C%22%7D").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":["
                + "{\"__name__\":\"down\",\"job\":\"a<\",\"my.name\":\"x\"},"
                + "{\"__name__\":\"up\",\"job\":\"a<\"},{\"__name__\":\"up\",\"job\":\"b\"}]}");
  }

  @Test
  void labels() {
    assertThat(data("labels")).isEqualTo("[\"__name__\",\"job\",\"my.name\"]");
    assertThat(data("labels?match[]=up")).isEqualTo("[\"__name__\",\"job\"]");
    assertThat(data("labels?match[]=up&match[]=down"))
        .isEqualTo("[\"__name__\",\"job\",\"my.name\"]");
  }

  @Test
  void labelValues() {
    assertThat(data("label/job/values")).isEqualTo("[\"a\\u003c\",\"b\"]");
    assertThat(data("label/nosuch/values")).isEqualTo("[]");
    assertThat(data("label/U__my_2e_name/values")).isEqualTo("[\"x\"]");
    assertThat(data("label/my.name/values?match[]=down")).isEqualTo("[\"x\"]");
  }

  @Test
  void limits() {
    String truncated = ",\"warnings\":[\"results truncated due to limit\"]}";
    assertThat(http.get("/api/v1/label/job/values?limit=1").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"a\\u003c\"]" + truncated);
    assertThat(http.get("/api/v1/labels?limit=2").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"job\"]" + truncated);
    assertThat(uri("/api/v1/series?match[]=up&limit=1").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"job\":\"b\"}]" + truncated);
    assertThat(uri("/api/v1/series?match[]=up&limit=2").body()).doesNotContain("warnings");
  }

  @Test
  void rangeOfTime() {
    data("labels");
    data("labels?start=1.5&end=2");
    assertThat(http.program.store.ranges.get(0))
        .containsExactly(-9_223_309_901_257_974_000L, 9_223_309_901_257_974_999L);
    assertThat(http.program.store.ranges.get(1)).containsExactly(1_500, 2_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          series | no match[] parameter provided
          series?match[]= | invalid parameter \\"match[]\\": 1:1: parse error: unexpected end of input
          series?match[]=%7B%7D | invalid parameter \\"match[]\\": match[] must contain at least one non-empty matcher
          series?match[]=up&start=x | invalid parameter \\"start\\": invalid time value for 'start': cannot parse \\"x\\" to a valid timestamp
          labels?match[]=up%7B | 1:1: parse error: unexpected end of input
          labels?match[]=%7B%7D | match[] must contain at least one non-empty matcher
          labels?limit=x | invalid parameter \\"limit\\": strconv.Atoi: parsing \\"x\\": invalid syntax
          label/a/values?end=x | invalid parameter \\"end\\": invalid time value for 'end': cannot parse \\"x\\" to a valid timestamp
          label/U__/values | invalid label name: \\"\\"
          """)
  void badData(String target, String error) {
    HttpResponse<String> answer = uri("/api/v1/" + target);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + error + "\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void formThatCannotBeRead() {
    assertThat(http.post("/api/v1/series", "match[]=up&x=%zz").body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\","
                + "\"error\":\"error parsing form values: invalid URL escape \\\"%zz\\\"\"}");
  }

  private String data(String target) {
    String body = uri("/api/v1/" + target).body();
    assertThat(body).startsWith("{\"status\":\"success\",\"data\":").endsWith("}");
    return body.substring("{\"status\":\"success\",\"data\":".length(), body.length() - 1);
  }

  private HttpResponse<String> uri(String target) {
    return http.get(target.replace("[", "%5B").replace("]", "%5D"));
  }
}
