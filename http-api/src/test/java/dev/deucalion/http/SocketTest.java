package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.deucalion.promql.engine.QueryValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** What happens on the wire, with clients that behave and clients that do not. */
final class SocketTest {
  private static final String GET_READY = "GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String LAST_READY =
      "GET /-/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  @Test
  void keepsConnectionsAndClosesThemWhenAsked() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      String answers = http.exchange(GET_READY + GET_READY + LAST_READY);
      assertThat(count(answers, "HTTP/1.1 200 OK")).isEqualTo(3);
      assertThat(count(answers, "Connection: close")).isEqualTo(1);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      http.program.evaluate = expr -> new QueryValue.Str(0, expr);
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 1_000; i++) {
        requests.append("GET /api/v1/query?query=q").append(i);
        requests.append(" HTTP/1.1\r\nHost: x\r\n\r\n");
      }
      String answers = http.exchange(requests + LAST_READY);
      int from = 0;
      for (int i = 0; i < 1_000; i++) {
        from = answers.indexOf("[0,\"q" + i + "\"]", from);
        assertThat(from).as("answer %d", i).isPositive();
      }
      assertThat(answers).endsWith("Prometheus Server is Ready.\n");
    }
  }

  @Test
  void whatTheSystemDoesNotTakeAtOnceFollows() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      String metrics = "metric_with_a_name 123456\n".repeat(600);
      http.program.exposition = metrics;
      String request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
      String answers = http.exchange(request.repeat(1_500) + LAST_READY);
      assertThat(count(answers, "HTTP/1.1 200 OK")).isEqualTo(1_501);
      assertThat(count(answers, "\r\n\r\n" + metrics)).isEqualTo(1_500);
      assertThat(answers).endsWith("Prometheus Server is Ready.\n");
    }
  }

  @Test
  void answersToHeadHaveNoBody() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      String head = "HEAD /nosuch HTTP/1.1\r\nHost: x\r\n\r\n";
      String answers = http.exchange(head + head + LAST_READY);
      assertThat(count(answers, "HTTP/1.1 404 Not Found")).isEqualTo(2);
      assertThat(count(answers, "Content-Length: 19")).isEqualTo(2);
      assertThat(count(answers, "404 page not found")).isZero();
      String probe = http.exchange(LAST_READY.replace("GET", "HEAD"));
      assertThat(probe).startsWith("HTTP/1.1 200 OK").doesNotContain("Content-Length");
      assertThat(answers).endsWith("Prometheus Server is Ready.\n");
    }
  }

  @Test
  void oldClientsGetOneAnswer() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      http.program.exposition = "a 1\n".repeat(100_000);
      String answer = http.exchange("GET /metrics HTTP/1.0\r\n\r\n");
      assertThat(answer).doesNotContain("chunked").contains("Connection: close");
      assertThat(answer).endsWith("\r\n\r\n" + http.program.exposition);
    }
  }

  @Test
  void largeAnswersComeInChunks() {
    try (ServerFixture http = new ServerFixture()) {
      http.program.exposition = "metric_with_a_name 123456\n".repeat(200_000);
      HttpResponse<String> answer = http.get("/metrics");
      assertThat(answer.headers().firstValue("Transfer-Encoding")).contains("chunked");
      assertThat(answer.body()).isEqualTo(http.program.exposition);
      assertThat(http.get("/metrics").body()).hasSameSizeAs(http.program.exposition);
    }
  }

  @Test
  void compressesWhatIsWorthIt() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      for (int lines : new int[] {1, 300, 100_000}) {
        http.program.exposition = "metric_with_a_name 123456\n".repeat(lines);
        assertThat(unpacked(http, "gzip")).isEqualTo(http.program.exposition);
        assertThat(unpacked(http, "deflate")).isEqualTo(http.program.exposition);
        assertThat(unpacked(http, "zstd, gzip")).isEqualTo(http.program.exposition);
        assertThat(unpacked(http, "br, gzip")).isEqualTo(http.program.exposition);
        assertThat(unpacked(http, "br")).isEqualTo(http.program.exposition);
        assertThat(unpacked(http, "gzip;q=0")).isEqualTo(http.program.exposition);
      }
      http.program.exposition = "metric_with_a_name 123456\n".repeat(100_000);
      for (String coding : new String[] {"gzip", "zstd", "deflate"}) {
        HttpResponse<byte[]> packed = accept(http, coding);
        assertThat(packed.headers().firstValue("Content-Encoding")).contains(coding);
        assertThat(packed.body().length).isLessThan(http.program.exposition.length() / 20);
      }
      http.program.exposition = "a 1\n";
      assertThat(accept(http, "gzip").headers().firstValue("Content-Encoding")).isEmpty();
    }
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    try (ServerFixture http =
        new ServerFixture(o -> o.maxHeaderBytes(4_096).maxBodyBytes(10_000))) {
      String long5k = "x".repeat(5_000);
      assertThat(http.exchange("GET /?" + long5k + " HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 431 ");
      assertThat(http.exchange("GET / HTTP/1.1\r\nHost: x\r\nA: " + long5k + "\r\n\r\n"))
          .startsWith("HTTP/1.1 431 ");
      String post = "POST /api/v1/query HTTP/1.1\r\nHost: x\r\n";
      assertThat(http.exchange(post + "Content-Length: 10001\r\n\r\n")).startsWith("HTTP/1.1 413 ");
      String chunk = "1388\r\n" + long5k + "\r\n";
      assertThat(http.exchange(post + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3)))
          .startsWith("HTTP/1.1 413 ");
      assertThat(http.get("/-/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesWhatIsMalformed() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      List<String> malformed =
          List.of(
              "GET /-/ready HTTP/1.1\r\n\r\n",
              "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
              "rubbish\r\n\r\n",
              "GET /-/ready HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n",
              "POST /api/v1/query HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
              "POST /api/v1/query HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
      for (String request : malformed) {
        String answer = http.exchange(request);
        assertThat(answer).as(request).startsWith("HTTP/1.1 400 Bad Request");
        assertThat(answer).as(request).endsWith("\r\n\r\n400 Bad Request");
      }
      // What came before is answered first.
      assertThat(http.exchange(GET_READY + "rubbish\r\n\r\n"))
          .startsWith("HTTP/1.1 200 OK")
          .contains("HTTP/1.1 400 Bad Request");
    }
  }

  @Test
  void anyCutOfARequestLeavesTheServerWell() throws IOException {
    try (ServerFixture http = new ServerFixture()) {
      String request = post("") + "query=1";
      for (int cut = 0; cut < request.length(); cut++) {
        try (Socket socket = http.connect()) {
          socket
              .getOutputStream()
              .write(request.substring(0, cut).getBytes(StandardCharsets.US_ASCII));
        }
      }
      assertThat(http.get("/-/ready").statusCode()).isEqualTo(200);
      assertThat(http.program.instantQueries).isEmpty();
    }
  }

  @Test
  void continuesWhenAClientWaitsForIt() throws IOException {
    try (ServerFixture http = new ServerFixture();
        Socket socket = http.connect()) {
      socket
          .getOutputStream()
          .write(
              post("Expect: 100-continue\r\nConnection: close\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String interim = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(new String(in.readNBytes(interim.length()), StandardCharsets.US_ASCII))
          .isEqualTo(interim);
      socket.getOutputStream().write("query=1".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 OK");
    }
  }

  /** Header of a query that comes as a form of seven bytes. */
  private static String post(String moreHeaders) {
    return "POST /api/v1/query HTTP/1.1\r\n"
        + String.join("\r\n", "Host: x", "Content-Type: " + FORM, "Content-Length: 7", "")
        + moreHeaders
        + "\r\n";
  }

  private static HttpResponse<byte[]> accept(ServerFixture http, String encodings) {
    return http.send(
        HttpRequest.newBuilder(http.uri("/metrics")).header("Accept-Encoding", encodings),
        BodyHandlers.ofByteArray());
  }

  private static String unpacked(ServerFixture http, String encodings) throws IOException {
    HttpResponse<byte[]> answer = accept(http, encodings);
    InputStream body = new ByteArrayInputStream(answer.body());
    InputStream plain =
        switch (answer.headers().firstValue("Content-Encoding").orElse("")) {
          case "gzip" -> new GZIPInputStream(body);
          case "deflate" -> new InflaterInputStream(body);
          case "zstd" -> new ZstdInputStream(body);
          default -> body;
        };
    return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
