package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the user interface is served. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class UiPagesTest {
  private static final Pattern SCRIPT = Pattern.compile("src=\"(assets/app-[^\"]+\\.js)\"");
  private static final Pattern NONCE = Pattern.compile("nonce=\"([A-Za-z0-9_-]{22})\"");

  private final ServerFixture http =
      new ServerFixture(options -> options.routePrefix("/x").pageTitle("a <b> & c"));

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void everyPageIsTheSameDocument() {
    HttpResponse<String> page = http.get("/x/targets?search=up");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body())
        .contains("<title>a &lt;b&gt; &amp; c</title>")
        .contains("data-agent=\"false\"")
        .contains("data-admin-api=\"false\"")
        .contains("data-consoles=\"\"")
        .doesNotContain("@");
  }

  @Test
  void pagesOfTheOperatorAreLinked(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("index.html"), "<p>ours</p>");
    HttpServerOptions.Consoles consoles =
        new HttpServerOptions.Consoles(directory.toString(), directory.toString());
    try (ServerFixture other = new ServerFixture(options -> options.consoles(consoles))) {
      assertThat(other.get("/query").body()).contains("data-consoles=\"consoles/index.html\"");
      assertThat(other.get("/consoles/index.html").body()).contains("ours");
    }
    try (ServerFixture other =
        new ServerFixture(options -> options.userAssets(directory.toString()))) {
      assertThat(other.get("/query").body()).contains("data-consoles=\"user/index.html\"");
    }
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    HttpResponse<String> page = http.get("/x/query");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
        .contains("form-action 'self'", "frame-ancestors 'self'")
        .contains("'nonce-" + first(NONCE, page.body()) + "'")
        .doesNotContain("unsafe", "http", "*");
    assertThat(first(NONCE, http.get("/x/query").body())).isNotEqualTo(first(NONCE, page.body()));
  }

  @Test
  void assetsGoOutAsTheyLie() throws IOException {
    String path = "/x/" + first(SCRIPT, http.get("/x/query").body());
    HttpResponse<String> plain = http.get(path);
    assertThat(plain.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    HttpResponse<byte[]> packed =
        http.send(
            HttpRequest.newBuilder(http.uri(path)).header("Accept-Encoding", "br, gzip"),
            BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
    }
  }

  @Test
  void theIconLiesWhereBrowsersLookForIt() {
    assertThat(http.get("/x/query").body()).contains("href=\"favicon.svg\"");
    for (String path : List.of("/x/favicon.svg", "/x/favicon.ico")) {
      HttpResponse<String> icon = http.get(path);
      assertThat(icon.statusCode()).isEqualTo(200);
      assertThat(icon.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
      assertThat(icon.body()).startsWith("<svg ");
    }
  }

  @Test
  void whatIsNoAssetIsNotFound() {
    assertThat(http.get("/x/assets/none.js").statusCode()).isEqualTo(404);
    assertThat(http.get("/x/assets/page.html").statusCode()).isEqualTo(404);
    assertThat(http.get("/x/assets/").statusCode()).isEqualTo(404);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}
