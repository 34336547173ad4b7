package dev.deucalion.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scrape jobs one by one, as {@code /api/v1/scrape_pools/config} shows them. */
class ScrapeYamlTest {
  @TempDir private Path dir;

  @Test
  void jobsOfAllFilesHaveDefaultsAndNoSecrets() throws Exception {
    Path main = dir.resolve("prometheus.yml");
    Files.writeString(
        main,
        """
        global: {scrape_interval: 7s}
        scrape_config_files: [more.yml]
        scrape_configs:
        - job_name: main
          basic_auth: {username: me, password: hidden}
        """);
    Files.writeString(
        dir.resolve("more.yml"),
        """
        scrape_configs:
        - job_name: more
          scheme: https
          static_configs: [{targets: [a:1]}]
        """);
    ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), _ -> null);
    Map<String, String> yaml = reader.readFile(main.toString()).scrapeYaml();
    assertThat(yaml).containsOnlyKeys("main", "more");
    assertThat(yaml.get("main"))
        .startsWith("job_name: main\n")
        .contains("scrape_interval: 7s\n", "password: <secret>\n")
        .doesNotContain("hidden");
    assertThat(yaml.get("more"))
        .startsWith("job_name: more\n")
        .contains("scrape_interval: 7s\n", "scheme: https\n", "- targets:\n  - a:1\n");
  }
}
