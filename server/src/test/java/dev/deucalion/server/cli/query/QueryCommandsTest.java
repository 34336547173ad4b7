package dev.deucalion.server.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.FakeServer;
import dev.deucalion.server.cli.ToolRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryCommandsTest {
  private static final String VECTOR =
      """
      {"resultType":"vector","result":[
        {"metric":{"job":"a<b","__name__":"up"},"value":[1700000000.5,"1e+21"]},
        {"metric":{},"histogram":[1700000000,{"count":"3","sum":"1.5","buckets":[
          [0,"0.5","1","2"],[3,"-0.1","0.1","1"]]}]}]}\
      """;

  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(String path, String data) {
    server.answer(path, 200, "{\"status\":\"success\",\"data\":" + data + "}");
  }

  @Test
  void instantAnswersArePrintedAsText() {
    answer("/api/v1/query", VECTOR);
    ToolRun run = ToolRun.of("query", "instant", "--time=1700000000.5", server.url(), "up + 1");
    assertThat(run)
        .isEqualTo(
            new ToolRun(
                0,
                """
                up{job="a<b"} => 1000000000000000000000 @[1700000000.5]
                {} => Count: 3.000000, Sum: 1.500000, Buckets: [(0.5,1]:2 [-0.1,0.1]:1] \
                @[1700000000]
                """,
                ""));
    assertThat(server.asked().getFirst().method()).isEqualTo("POST");
    assertThat(server.asked().getFirst().text()).isEqualTo("query=up+%2B+1&time=1700000000.500");
  }

  @Test
  void instantAnswersArePrintedAsJson() {
    answer("/api/v1/query", VECTOR);
    ToolRun run = ToolRun.of("query", "-o", "json", "instant", server.url(), "up");
    assertThat(run.out())
        .isEqualTo(
            "[{\"metric\":{\"__name__\":\"up\",\"job\":\"a\\u003cb\"},"
                + "\"value\":[1700000000.5,\"1e+21\"]},"
                + "{\"metric\":{},\"histogram\":[1700000000,{\"count\":\"3\",\"sum\":\"1.5\","
                + "\"buckets\":[[0,\"0.5\",\"1\",\"2\"],[3,\"-0.1\",\"0.1\",\"1\"]]}]}]\n");
  }

  @Test
  void scalarsAndTextsHaveNoLabels() {
    answer("/api/v1/query", "{\"resultType\":\"scalar\",\"result\":[1.5,\"NaN\"]}");
    assertThat(ToolRun.of("query", "instant", server.url(), "x").out())
        .isEqualTo("scalar: NaN @[1.5]\n");
    assertThat(ToolRun.of("query", "--format=json", "instant", server.url(), "x").out())
        .isEqualTo("[1.5,\"NaN\"]\n");
  }

  @Test
  void rangesHaveAStepThatFits() {
    answer(
        "/api/v1/query_range",
        "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"a\":\"b\"},"
            + "\"values\":[[1,\"1\"],[2,\"+Inf\"]]}]}");
    ToolRun run = ToolRun.of("query", "range", "--start=0", "--end=1000", server.url(), "x");
    assertThat(run.out()).isEqualTo("{a=\"b\"} =>\n1 @[1]\n+Inf @[2]\n");
    assertThat(server.asked().getFirst().text())
        .isEqualTo("query=x&start=0.000&end=1000.000&step=4");
    ToolRun.of("query", "range", "--step=1500ms", server.url(), "x");
    assertThat(server.asked().get(1).text())
        .isEqualTo("query=x&start=1699999700.000&end=1700000000.000&step=1.5");
    assertThat(ToolRun.of("query", "range", "--start=2", "--end=1", server.url(), "x"))
        .isEqualTo(new ToolRun(1, "", "start time is not before end time\n"));
  }

  @Test
  void seriesAndLabels() {
    answer("/api/v1/series", "[{\"b\":\"c\",\"__name__\":\"a\"}]");
    answer("/api/v1/label/job/values", "[\"x\",\"y\"]");
    assertThat(ToolRun.of("query", "series", "--match=a", server.url()).out())
        .isEqualTo("{__name__=\"a\", b=\"c\"}\n");
    assertThat(ToolRun.of("query", "-ojson", "series", "--match=a", server.url()).out())
        .isEqualTo("[{\"__name__\":\"a\",\"b\":\"c\"}]\n");
    assertThat(ToolRun.of("query", "labels", server.url(), "job").out()).isEqualTo("x\ny\n");
    assertThat(ToolRun.of("query", "-ojson", "labels", server.url(), "job").out())
        .isEqualTo("[\"x\",\"y\"]\n");
  }

  @Test
  void errorsOfTheServerAreTold() {
    server.answer(
        "/api/v1/query",
        400,
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no query\"}");
    assertThat(ToolRun.of("query", "instant", server.url(), "x("))
        .isEqualTo(new ToolRun(1, "", "query error: bad_data: no query\n"));
    assertThat(ToolRun.of("query", "series", "--match=x", server.url()).err())
        .startsWith("query error: client_error: client error: 404 (detail: ");
    assertThat(ToolRun.of("query", "instant", "--time=x", server.url(), "x").err())
        .isEqualTo("error parsing evaluation time: cannot parse \"x\" to a valid timestamp\n");
  }

  @Test
  void errorsThatAreNotOfTheApiAreToldWithTheirBody() {
    server.answer("/api/v1/query", 503, "{\"status\":\"error\",\"errorType\":\"timeout\"}\n");
    assertThat(ToolRun.of("query", "instant", server.url(), "x").err())
        .isEqualTo(
            "query error: server_error: server error: 503"
                + " (detail: {\"status\":\"error\",\"errorType\":\"timeout\"})\n");
    server.answer("/api/v1/series", 200, "no JSON");
    assertThat(ToolRun.of("query", "series", "--match=x", server.url()).err())
        .startsWith("query error: bad_response: ");
    server.answer("/api/v1/query_range", 422, "{\"status\":\"success\"}");
    assertThat(ToolRun.of("query", "range", server.url(), "x").err())
        .isEqualTo("query error: bad_response: inconsistent body for response code\n");
    String url = server.url();
    server.close();
    assertThat(ToolRun.of("query", "instant", url, "x").err())
        .startsWith("query error: Post \"" + url + "/api/v1/query\": dial tcp ");
  }

  @Test
  void aServerWithoutPostIsAskedByGet() {
    server.answer("/api/v1/series", 405, "");
    ToolRun.of("query", "series", "--match=a{b=\"c\"}", "--start=1", "--end=2", server.url());
    assertThat(server.asked().get(1).method()).isEqualTo("GET");
    assertThat(server.asked().get(1).uri())
        .isEqualTo("/api/v1/series?match%5B%5D=a%7Bb%3D%22c%22%7D&start=1.000&end=2.000");
  }

  @Test
  void bucketsInUseAreCounted() {
    answer(
        "/api/v1/query",
        """
        {"resultType":"matrix","result":[
          {"metric":{"__name__":"h_bucket","le":"1","a":"b"},"values":[[1,"0"],[2,"1"]]},
          {"metric":{"__name__":"h_bucket","le":"+Inf","a":"b"},"values":[[1,"1"],[2,"2"]]},
          {"metric":{"__name__":"n"},"histograms":[
            [1,{"buckets":[[0,"1","2","1"]]}],
            [2,{"buckets":[[0,"1","2","1"],[0,"2","4","1"]]}]]}]}\
        """);
    ToolRun run =
        ToolRun.of("query", "analyze", "--server=" + server.url(), "--type=histogram", "--match=h");
    assertThat(run.err()).isEmpty();
    assertThat(server.asked().getFirst().text()).startsWith("query=h%5B1h0m0s%5D&time=");
    assertThat(run.out())
        .contains(
            "\n- n (native): 1/1.500/2\n- h_bucket{a=\"b\"} (classic): 1/1.500/2\n",
            """

            Native histogram series (1 in total):
            - min populated: 1/1.000/1
            - avg populated: 1/1.000/1
            - max populated: 2/2.000/2
            """);
  }
}
