package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolesTest {
  @TempDir private Path directory;
  private ServerFixture http;

  @BeforeEach
  void start() throws IOException {
    Path pages = Files.createDirectories(directory.resolve("pages/sub"));
    Path libraries = Files.createDirectories(directory.resolve("libraries"));
    Files.writeString(
        pages.resolve("x.html"),
        "{{template \"head\" .}}{{range query (printf \"m{job=%q}\" $params.job)}}"
            + "<td>{{.Labels.job}} {{.Value}}</td>{{end}}{{.ExternalLabels.region}} {{.Path}}");
    Files.writeString(pages.resolve("bad.html"), "{{if}}");
    Files.writeString(directory.resolve("secret.html"), "what is secret");
    Files.writeString(
        libraries.resolve("a.lib"), "{{define \"head\"}}<b>{{.Params.job}}</b>{{end}}");
    Files.writeString(libraries.resolve("a.txt"), "{{if}}");
    http =
        new ServerFixture(options ->
            options.consoles(
                new HttpServerOptions.Consoles(
                    directory.resolve("pages").toString(), libraries.toString())));
    http.program.externalLabels = Labels.of("region", "eu");
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void pagesAreFilledIn() {
    http.program.evaluate =
        expr -> new QueryValue.Vector(List.of(new QueryValue.Sample(Labels.of("job", expr), 0, 2)));
    HttpResponse<String> page = http.get("/consoles/sub/x.html?job=%3Cj%3E");
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body())
        .isEqualTo("<b>&lt;j&gt;</b><td>m{job=&#34;&lt;j&gt;&#34;} 2</td>eu sub/x.html");
  }

  @Test
  void whatIsNotBelowTheDirectoryIsNotThere() throws IOException {
    assertThat(http.get("/consoles/none.html").statusCode()).isEqualTo(404);
    assertThat(http.get("/consoles/").statusCode()).isEqualTo(404);
    for (String path : List.of("../secret.html", "%2e%2e/secret.html", "sub/../../secret.html")) {
      assertThat(raw("/consoles/" + path)).contains("HTTP/1.1 ").doesNotContain("what is secret");
    }
  }

  @Test
  void faultsOfTemplatesAreTold() throws IOException {
    HttpResponse<String> page = http.get("/consoles/sub/bad.html");
    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).startsWith("error parsing template __console_/sub/bad.html: ");
    assertThat(raw("/consoles/sub/x.html?a=%zz")).startsWith("HTTP/1.1 400 ");
  }

  private String raw(String path) throws IOException {
    return http.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }
}
