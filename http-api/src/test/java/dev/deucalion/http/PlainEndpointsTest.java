package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Probes, lifecycle, pages, unknown paths, states of the server. */
final class PlainEndpointsTest {
  @Test
  void probes() {
    try (ServerFixture http = new ServerFixture()) {
      assertText(http.get("/-/healthy"), 200, "Prometheus Server is Healthy.\n");
      assertText(http.get("/-/ready"), 200, "Prometheus Server is Ready.\n");
      assertThat(http.method("HEAD", "/-/healthy").statusCode()).isEqualTo(200);
      assertThat(http.method("HEAD", "/-/ready").statusCode()).isEqualTo(200);
      http.server.setStopping();
      assertText(http.get("/-/healthy"), 200, "Prometheus Server is Healthy.\n");
      HttpResponse<String> stopping = http.get("/-/ready");
      assertText(stopping, 503, "Service Unavailable");
      assertThat(stopping.headers().firstValue("X-Prometheus-Stopping")).contains("true");
      assertText(http.get("/api/v1/query?query=1"), 503, "Service Unavailable");
      assertThat(http.get("/api/v1/status/walreplay").statusCode()).isEqualTo(200);
      assertThat(http.get("/metrics").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void lifecycleDisabled() {
    try (ServerFixture http = new ServerFixture()) {
      for (String path : List.of("/-/reload", "/-/quit")) {
        assertText(http.method("POST", path), 403, "Lifecycle API is not enabled.");
        assertText(http.method("PUT", path), 403, "Lifecycle API is not enabled.");
        assertText(http.get(path), 405, "Only POST or PUT requests allowed");
      }
      assertThat(http.program.quits).hasValue(0);
    }
  }

  @Test
  void lifecycleEnabled() {
    try (ServerFixture http = new ServerFixture(o -> o.enableLifecycle(true))) {
      assertThat(http.method("POST", "/-/reload").statusCode()).isEqualTo(200);
      assertThat(http.method("PUT", "/-/reload").body()).isEmpty();
      http.program.reloadError = "couldn't load configuration";
      assertText(
          http.method("POST", "/-/reload"),
          500,
          "failed to reload config: couldn't load configuration\n");
      assertText(http.method("POST", "/-/quit"), 200, "Requesting termination... Goodbye!");
      assertText(http.method("POST", "/-/quit"), 200, "Termination already in progress.");
      assertThat(http.program.quits).hasValue(1);
    }
  }

  @Test
  void unknownPathsAndMethods() {
    try (ServerFixture http = new ServerFixture()) {
      for (String path : List.of("/nosuch", "/api/v1/nosuch", "/api/v1/", "/api", "/rules/test")) {
        HttpResponse<String> answer = http.get(path);
        assertText(answer, 404, "404 page not found\n");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      }
      HttpResponse<String> delete = http.method("DELETE", "/api/v1/query");
      assertText(delete, 405, "Method Not Allowed\n");
      assertThat(delete.headers().firstValue("Allow")).contains("GET, OPTIONS, POST");
      HttpResponse<String> post = http.method("POST", "/-/healthy");
      assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
      HttpResponse<String> head = http.method("HEAD", "/api/v1/query?query=1");
      assertThat(head.statusCode()).isEqualTo(405);
      assertThat(head.headers().firstValue("Content-Length")).contains("19");
      HttpResponse<String> options = http.method("OPTIONS", "/-/ready");
      assertThat(options.statusCode()).isEqualTo(200);
      assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void redirects() {
    try (ServerFixture http =
        new ServerFixture(o -> o.externalUrl(URI.create("http://x.example/prom/")))) {
      assertRedirect(http.get("/"), 302, "/prom/query");
      assertRedirect(http.get("/graph?g0.expr=up"), 302, "/prom/query?g0.expr=up");
      assertRedirect(http.get("//api/v1/query?query=1"), 301, "/api/v1/query?query=1");
      assertRedirect(http.get("/-/ready/"), 301, "/-/ready");
      assertThat(http.get("/query").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void routePrefix() {
    try (ServerFixture http = new ServerFixture(o -> o.routePrefix("/prom"))) {
      assertThat(http.get("/prom/-/ready").statusCode()).isEqualTo(200);
      assertThat(http.get("/prom/api/v1/query?query=1").statusCode()).isEqualTo(200);
      assertThat(http.get("/-/ready").statusCode()).isEqualTo(404);
      assertThat(http.get("/api/v1/query?query=1").statusCode()).isEqualTo(404);
      assertRedirect(http.get("/"), 302, "/prom/");
    }
  }

  @Test
  void crossOrigin() {
    try (ServerFixture http = new ServerFixture()) {
      HttpResponse<String> any = withOrigin(http, "GET", "/api/v1/query?query=1");
      assertThat(any.headers().allValues("Vary")).containsExactly("Accept-Encoding", "Origin");
      assertThat(header(any, "Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(header(any, "Access-Control-Allow-Headers"))
          .isEqualTo("Accept, Authorization, Content-Type, Origin");
      assertThat(header(any, "Access-Control-Allow-Methods")).isEqualTo("GET, POST, OPTIONS");
      assertThat(header(any, "Access-Control-Expose-Headers")).isEqualTo("Date");
      HttpResponse<String> options = withOrigin(http, "OPTIONS", "/api/v1/what/ever");
      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(options.headers().firstValue("Content-Length")).isEmpty();
      assertThat(header(options, "Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(http.get("/api/v1/labels").headers().firstValue("Access-Control-Allow-Origin"))
          .isEmpty();
    }
    try (ServerFixture http = new ServerFixture(o -> o.corsOrigin("https?://a\\.example"))) {
      HttpResponse<String> echoed = withOrigin(http, "GET", "/api/v1/labels");
      assertThat(header(echoed, "Access-Control-Allow-Origin")).isEqualTo("http://a.example");
    }
    try (ServerFixture http = new ServerFixture(o -> o.corsOrigin("http://a"))) {
      HttpResponse<String> other = withOrigin(http, "GET", "/api/v1/labels");
      assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void metricsAndVersion() {
    try (ServerFixture http = new ServerFixture()) {
      HttpResponse<String> metrics = http.get("/metrics");
      assertThat(metrics.body()).isEqualTo("a 1\n");
      assertThat(header(metrics, "Content-Type"))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(http.get("/version").body()).startsWith("{\"version\":\"3.14.0\"").endsWith("}\n");
    }
  }

  private static HttpResponse<String> withOrigin(ServerFixture http, String method, String path) {
    return http.send(
        HttpRequest.newBuilder(http.uri(path))
            .header("Origin", "http://a.example")
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private static void assertText(HttpResponse<String> answer, int status, String text) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(text);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
  }

  private static void assertRedirect(HttpResponse<String> answer, int status, String location) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Location")).isEqualTo(location);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
