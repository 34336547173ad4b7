package dev.deucalion.server.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckServerTest {
  @TempDir private Path dir;
  private HttpServer server;
  private String url = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int code, String text) {
    server.createContext(
        path,
        exchange -> {
          String given = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = (text + (given == null ? "" : given)).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(code, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @Test
  void aServerThatAnswersIsHealthy() {
    answer("/p/-/healthy", 200, "Fine.");
    ToolRun run = ToolRun.of("check", "healthy", "--url=" + url + "/p/");
    assertThat(run).isEqualTo(new ToolRun(0, "", "  SUCCESS:  Fine.\n"));
  }

  @Test
  void aServerThatIsNotReadyIsAFailure() {
    answer("/-/ready", 503, "Later.");
    ToolRun run = ToolRun.of("check", "ready", "--url=" + url);
    assertThat(run).isEqualTo(new ToolRun(1, "", "check failed: URL=" + url + ", status=503\n"));
  }

  @Test
  void credentialsComeFromAFile() throws IOException {
    answer("/-/ready", 200, "By ");
    Path file =
        Files.writeString(dir.resolve("http.yml"), "authorization: {credentials: sesame}\n");
    ToolRun run = ToolRun.of("check", "ready", "--http.config.file=" + file, "--url=" + url);
    assertThat(run.err()).isEqualTo("  SUCCESS:  By Bearer sesame\n");
    Files.writeString(file, "authorisation: {}\n");
    ToolRun failing = ToolRun.of("check", "ready", "--http.config.file=" + file, "--url=" + url);
    assertThat(failing.exitCode()).isEqualTo(1);
    assertThat(failing.err())
        .startsWith("Failed to load HTTP config file: " + file + ":1:1: field authorisation");
  }

  @Test
  void noServerIsAFailure() {
    server.stop(0);
    ToolRun run = ToolRun.of("check", "ready", "--url=" + url);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("Get \"" + url + "/-/ready\": dial tcp ").contains("refused");
  }
}
