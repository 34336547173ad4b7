package dev.deucalion.server.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckWebConfigTest {
  @TempDir private Path dir;

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  @Test
  void eachFileHasItsVerdict() throws IOException {
    String good = file("good.yml", "http_server_config: {http2: true}\n");
    String hash = file("hash.yml", "basic_auth_users: {me: nohash}\n");
    String tls = file("tls.yml", "tls_server_config: {cert_file: none, key_file: none}\n");
    ToolRun run = ToolRun.of("check", "web-config", good, hash, tls);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines().map(line -> line.replace(dir.toString(), "")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("/good.yml SUCCESS"),
            line -> assertThat(line).startsWith("/hash.yml FAILED: crypto/bcrypt: "),
            line -> assertThat(line).startsWith("/tls.yml FAILED: ").contains("/none"));
    assertThat(ToolRun.of("check", "web-config", good).exitCode()).isZero();
  }
}
