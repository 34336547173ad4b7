package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminApiTest {
  private final ServerFixture http = new ServerFixture(options -> options.enableAdminApi(true));

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void deletesSeriesOfEachSelector() {
    HttpResponse<String> answer =
        http.post("/api/v1/admin/tsdb/delete_series", "match[]=a&match[]=b&start=1&end=2.5");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(http.program.administered)
        .containsExactly("delete 1000 2500 [__name__=\"a\"]", "delete 1000 2500 [__name__=\"b\"]");
  }

  @Test
  void deletesForAllTimeUnlessTold() {
    assertThat(http.method("PUT", "/api/v1/admin/tsdb/delete_series?match[]=a").statusCode())
        .isEqualTo(204);
    assertThat(http.program.administered)
        .containsExactly("delete -9223309901257974000 9223309901257974999 [__name__=\"a\"]");
  }

  @Test
  void cleansTombstones() {
    assertThat(http.post("/api/v1/admin/tsdb/clean_tombstones", "").statusCode()).isEqualTo(204);
    assertThat(http.program.administered).containsExactly("clean");
  }

  @ParameterizedTest
  @CsvSource({"'',BLOCKS_AND_HEAD", "skip_head=true,BLOCKS", "skip_head=0,BLOCKS_AND_HEAD"})
  void makesSnapshots(String form, String scope) {
    assertThat(http.post("/api/v1/admin/tsdb/snapshot", form).body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"name\":\"20261121T000000Z-0000000000000001\"}}");
    assertThat(http.program.administered).containsExactly("snapshot " + scope);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "delete_series | `` | no match[] parameter provided",
        "delete_series | match[]=x{ | invalid parameter \\\"match[]\\\": 1:1: parse error:"
            + " unexpected end of input",
        "snapshot | skip_head=maybe | invalid parameter \\\"skip_head\\\": unable to parse boolean:"
            + " strconv.ParseBool: parsing \\\"maybe\\\": invalid syntax",
      })
  void whatCannotBeUsedIsRefused(String path, String form, String error) {
    HttpResponse<String> answer = http.post("/api/v1/admin/tsdb/" + path, form);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + error + "\"}");
    assertThat(http.program.administered).isEmpty();
  }

  @Test
  void failuresAreToldAsInternal() {
    http.program.adminFailure = new IOException("disk is gone");
    for (String path : new String[] {"delete_series", "clean_tombstones", "snapshot"}) {
      HttpResponse<String> answer = http.post("/api/v1/admin/tsdb/" + path, "match[]=a");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("\"errorType\":\"internal\"").contains("disk is gone");
    }
  }

  @Test
  void isDisabledUnlessEnabled() {
    try (ServerFixture other = new ServerFixture()) {
      for (String path : new String[] {"delete_series", "clean_tombstones", "snapshot"}) {
        HttpResponse<String> answer = other.post("/api/v1/admin/tsdb/" + path, "match[]=a");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
            .isEqualTo(
                "{\"status\":\"error\",\"errorType\":\"unavailable\","
                    + "\"error\":\"admin APIs disabled\"}");
      }
      assertThat(other.program.administered).isEmpty();
    }
  }
}
