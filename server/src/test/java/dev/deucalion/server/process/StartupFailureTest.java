package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupFailureTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--foo; 2; Error parsing command line arguments: unknown long flag '--foo'",
        "--query.timeout=x; 2; Error parsing command line arguments: not a valid duration string",
        "--web.external-url=\"x\"; 2; URL must not begin or end with quotes",
        "--storage.agent.path=x; 3; can only be used in agent mode: [\"--storage.agent.path\"]",
        "--web.listen-address=foo; 1; err=\"listen tcp: address foo: missing port in address\"",
        "--web.listen-address=:99999; 1; err=\"listen tcp: address 99999: invalid port\"",
        "--web.cors.origin=((; 2; could not compile CORS regex string \"((\": error parsing regexp",
        "--storage.tsdb.wal-segment-size=1MB; 1; must be set between 10MB and 256MB",
        "--auto-gomemlimit.ratio=2; 1; must be greater than 0 and less than or equal to 1.",
        "--config.file=; 2; err=\"open : no such file or directory\"",
        "--storage.tsdb.path=taken; 1; taken: file exists",
        "--config.file=/nonexistent; 2; open /nonexistent: no such file or directory",
        "--web.config.file=/nonexistent; 1; open /nonexistent: no such file or directory",
        "--version; 0; deucalion, version ",
        "--help; 0; usage: deucalion [<flags>]",
      })
  void tellsWhyItDoesNotStart(String flag, int exitCode, String text)
      throws IOException, InterruptedException {
    Files.createFile(dir.resolve("taken"));
    try (ServerProcess server = ServerProcess.start(dir, flag)) {
      assertThat(server.awaitExit()).isEqualTo(exitCode);
      assertThat(server.log()).contains(text);
    }
  }

  @Test
  void tellsAllFaultsOfTheConfiguration() throws IOException, InterruptedException {
    Files.writeString(dir.resolve("bad.yml"), "global:\n  foo: 1\nscrape_configs: [{bar: 1}]\n");
    try (ServerProcess server = ServerProcess.start(dir, "--config.file=bad.yml")) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(server.log())
          .contains("Error loading config (--config.file=bad.yml)")
          .contains("bad.yml:2:3: field foo not found in type config.plain")
          .contains("bad.yml:3:19: field bar not found in type config.ScrapeConfig");
    }
  }

  @Test
  void refusesByNameWhatItDoesNotHave() throws IOException, InterruptedException {
    Files.writeString(dir.resolve("later.yml"), "tracing: {endpoint: 'x:1'}\n");
    try (ServerProcess server = ServerProcess.start(dir, "--config.file=later.yml")) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(server.log()).contains("later.yml:1:1: tracing is not supported yet");
    }
  }

  @Test
  void aDataDirectoryHasOneServer() throws IOException, InterruptedException {
    try (ServerProcess first = ServerProcess.start(dir).awaitReady();
        ServerProcess second = ServerProcess.start(dir)) {
      assertThat(second.awaitExit()).isEqualTo(1);
      assertThat(second.log()).contains("opening storage failed");
      assertThat(first.get("/-/healthy").statusCode()).isEqualTo(200);
    }
  }
}
