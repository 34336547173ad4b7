package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExemplarApiTest {
  private final ServerFixture http = new ServerFixture();

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void exemplarsOfEverySelector() {
    assertThat(http.get("/api/v1/query_exemplars?query=up%2B1%2Bdown&start=1&end=2.5").body())
        .isEqualTo(
            """
            {"status":"success","data":[\
            {"seriesLabels":{"__name__":"up"},"exemplars":[\
            {"labels":{"trace_id":"a\\"b"},"value":"6","timestamp":1},\
            {"labels":{"trace_id":"a\\"b"},"value":"0.5","timestamp":2.500}]},\
            {"seriesLabels":{"__name__":"down"},"exemplars":[\
            {"labels":{"trace_id":"a\\"b"},"value":"6","timestamp":1},\
            {"labels":{"trace_id":"a\\"b"},"value":"0.5","timestamp":2.500}]}]}\
            """);
  }

  @Test
  void aQueryWithoutSelectorHasNone() {
    HttpResponse<String> answer = http.get("/api/v1/query_exemplars?query=1");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsRefused() {
    assertThat(http.get("/api/v1/query_exemplars?query=up&start=1&end=0").body())
        .contains("end timestamp must not be before start timestamp");
    assertThat(http.get("/api/v1/query_exemplars").body())
        .contains("\"error\":\"1:1: parse error: no expression found in input\"");
  }
}
