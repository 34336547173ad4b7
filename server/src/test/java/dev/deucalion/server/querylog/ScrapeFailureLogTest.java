package dev.deucalion.server.querylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeFailureLogTest {
  @TempDir Path directory;

  @Test
  void addsALineOfJsonForEachFailure() throws IOException {
    Path file = directory.resolve("failures.log");
    for (int i = 0; i < 2; i++) {
      try (ScrapeFailureLog log =
          ScrapeFailureLog.open(file.toString(), () -> 1_700_000_000_123L)) {
        log.failed("j", "http://t:80/metrics", "no \"route\"");
      }
    }
    String line =
        "{\"time\":\"2023-11-14T22:13:20.123Z\",\"level\":\"ERROR\","
            + "\"source\":\"ScrapeFailureLog.java\",\"msg\":\"no \\\"route\\\"\","
            + "\"job_name\":\"j\",\"target\":\"http://t:80/metrics\"}";
    assertThat(Files.readAllLines(file)).containsExactly(line, line);
  }

  @Test
  void takesNothingOnceClosed() throws IOException {
    Path file = directory.resolve("failures.log");
    ScrapeFailureLog log = ScrapeFailureLog.open(file.toString(), () -> 0);
    log.close();
    log.failed("j", "u", "e");
    assertThat(file).isEmptyFile();
  }
}
