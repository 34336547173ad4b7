package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Syntax trees, and what the program says of queries that run and of features. */
class ParseQueryApiTest {
  private final ServerFixture http = new ServerFixture(options -> options.enableAdminApi(true));

  @AfterEach
  void close() {
    http.close();
  }

  private String data(String query) {
    HttpResponse<String> answer =
        http.get("/api/v1/parse_query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer
        .body()
        .replaceFirst("^\\{\"status\":\"success\",\"data\":", "")
        .replaceFirst("}$", "");
  }

  @Test
  void showsOperatorsAndLiterals() {
    assertThat(data("-(1.5e3) + Inf"))
        .isEqualTo(
            "{\"bool\":false,\"lhs\":{\"expr\":{\"expr\":{\"type\":\"numberLiteral\","
                + "\"val\":\"1500\"},\"type\":\"parenExpr\"},\"op\":\"-\",\"type\":\"unaryExpr\"},"
                + "\"matching\":null,\"op\":\"+\",\"rhs\":{\"type\":\"numberLiteral\","
                + "\"val\":\"+Inf\"},\"type\":\"binaryExpr\"}");
    assertThat(data("a / on(x) group_left(y) fill_right(2) b"))
        .startsWith("{\"bool\":false,\"lhs\":{\"anchored\":false,\"matchers\":[{\"name\":")
        .contains(
            "\"matching\":{\"card\":\"many-to-one\",\"fillValues\":{\"lhs\":null,\"rhs\":2},"
                + "\"include\":[\"y\"],\"labels\":[\"x\"],\"on\":true},\"op\":\"/\",\"rhs\":{");
  }

  @Test
  void showsSelectors() {
    assertThat(data("rate(a{b!~\"c\"}[5m] offset 1m @ 1.5)"))
        .isEqualTo(
            "{\"args\":[{\"anchored\":false,\"matchers\":[{\"name\":\"b\",\"type\":\"!~\","
                + "\"value\":\"c\"},{\"name\":\"__name__\",\"type\":\"=\",\"value\":\"a\"}],"
                + "\"name\":\"a\",\"offset\":60000,\"offsetExpr\":null,\"range\":300000,"
                + "\"rangeExpr\":null,\"smoothed\":false,\"startOrEnd\":null,\"timestamp\":1500,"
                + "\"type\":\"matrixSelector\"}],\"func\":{\"argTypes\":[\"matrix\"],"
                + "\"name\":\"rate\",\"returnType\":\"vector\",\"variadic\":0},\"type\":\"call\"}");
    assertThat(data("a @ end()")).contains("\"startOrEnd\":\"end\",\"timestamp\":null");
    assertThat(data("(a[10m:1m])"))
        .contains("\"range\":600000,\"rangeExpr\":null,\"startOrEnd\":null,\"step\":60000,");
    assertThat(data("a[5m * 2]"))
        .contains(
            "\"rangeExpr\":{\"lhs\":{\"duration\":true,\"type\":\"numberLiteral\","
                + "\"val\":\"300\"},\"op\":\"*\",\"rhs\":{\"duration\":false,"
                + "\"type\":\"numberLiteral\",\"val\":\"2\"},\"type\":\"durationExpr\","
                + "\"wrapped\":false}");
  }

  @Test
  void showsAggregations() {
    assertThat(data("topk by(a, b)(2, x)"))
        .contains(
            "\"grouping\":[\"a\",\"b\"],\"op\":\"topk\",\"param\":{\"type\":\"numberLiteral\","
                + "\"val\":\"2\"},\"type\":\"aggregation\",\"without\":false}");
    assertThat(data("sum(x)")).contains("\"grouping\":[],\"op\":\"sum\",\"param\":null,");
  }

  @Test
  void showsLongChains() {
    String shown = data("1" + "+1".repeat(4_000));
    assertThat(shown.split("\"type\":\"binaryExpr\"", -1)).hasSize(4_001);
  }

  @Test
  void refusesWhatIsNoQuery() {
    HttpResponse<String> answer = http.post("/api/v1/parse_query", "query=sum(");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"errorType\":\"bad_data\"").contains("parse error");
  }

  @Test
  void listsFeatures() {
    assertThat(http.get("/api/v1/features").body())
        .isEqualTo("{\"status\":\"success\",\"data\":{\"promql\":{\"bool\":true,\"fill\":false}}}");
  }

  @Test
  void listsAndCancelsQueries() {
    assertThat(http.get("/api/v1/status/queries").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[]}");
    assertThat(http.post("/api/v1/admin/queries/cancel", "id=7").statusCode()).isEqualTo(404);
    assertThat(http.post("/api/v1/admin/queries/cancel", "id=x").statusCode()).isEqualTo(400);
  }
}
