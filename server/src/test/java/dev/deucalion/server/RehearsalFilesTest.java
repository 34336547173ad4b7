package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.ServerConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalFilesTest {
  @Test
  void theConfigurationIsWhatUsersWrite(@TempDir Path directory) throws Exception {
    Path file = RehearsalFiles.write(directory, 9090);
    ServerConfig config =
        new ConfigReader(Retention.ofFlags(0, 0), name -> null).readFile(file.toString());
    assertThat(config.scrapeJobs()).hasSize(4);
    assertThat(config.ruleFiles()).hasSize(1);
    assertThat(config.unsupported()).isEmpty();
  }
}
