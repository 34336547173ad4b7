package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files under {@code /user}. */
class UserFilesTest {
  private final ServerFixture http;

  UserFilesTest(@TempDir Path dir) throws IOException {
    Path assets = Files.createDirectories(dir.resolve("assets"));
    Files.writeString(dir.resolve("secret.txt"), "secret");
    Files.writeString(assets.resolve("a.html"), "<p>a");
    Files.writeString(assets.resolve("b c&d.bin"), "bytes");
    Files.createDirectories(assets.resolve("sub"));
    Files.writeString(assets.resolve("sub").resolve("index.html"), "<p>index");
    http = new ServerFixture(options -> options.routePrefix("/x").userAssets(assets.toString()));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void filesComeWithTheirTypes() {
    HttpResponse<String> html = http.get("/x/user/a.html");
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(html.body()).isEqualTo("<p>a");
    assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    HttpResponse<String> bytes = http.get("/x/user/b%20c%26d.bin");
    assertThat(bytes.body()).isEqualTo("bytes");
    assertThat(bytes.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
  }

  @Test
  void directoriesShowTheirIndexOrAList() {
    assertThat(http.get("/x/user/sub/").body()).isEqualTo("<p>index");
    HttpResponse<String> elsewhere = http.get("/x/user/sub");
    assertThat(elsewhere.statusCode()).isEqualTo(301);
    assertThat(elsewhere.headers().firstValue("Location")).hasValue("./sub/");
    assertThat(http.get("/x/user/").body())
        .contains("<a href=\"./a.html\">a.html</a>\n")
        .contains("<a href=\"./b%20c&amp;d.bin\">b c&amp;d.bin</a>\n")
        .contains("<a href=\"./sub/\">sub/</a>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x/user/none",
        "/x/user/a.html/",
        "/x/user/%2e%2e/secret.txt",
        "/x/user/..%2fsecret.txt",
        "/x/user/sub/..%2f..%2fsecret.txt",
        "/x/user/%00",
        "/x/user//etc/passwd",
        "/user/a.html"
      })
  void nothingElseIsServed(String path) throws IOException {
    String answer =
        http.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1\\.1 (301|404) .*").doesNotEndWith("secret");
  }
}
