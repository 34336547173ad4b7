package dev.deucalion.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.StaticGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scrape jobs that our users' guides show, as they stand there. */
class ScenarioScrapeTest {
  private static Path directory = Path.of("");

  @BeforeAll
  static void findFiles() {
    directory = Path.of(System.getProperty("scenarios.dir", ""));
    Assumptions.assumeTrue(Files.isRegularFile(directory.resolve("static-jobs.yml")), "none here");
  }

  private static List<ScrapeJobOptions> jobs(String yaml) throws ConfigException {
    ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), Map.<String, String>of()::get);
    return reader.read(yaml, "prometheus.yml", Path.of("/etc/prometheus")).scrapeJobs();
  }

  /** What stands below a key of a file, up to the first line that is indented less. */
  private static String below(String file, String key) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(file));
    int start = 1 + lines.stream().map(String::strip).toList().indexOf(key);
    assertThat(start).as("%s in %s", key, file).isPositive();
    int indent = indent(lines.get(start));
    return lines.stream()
        .skip(start)
        .takeWhile(line -> line.isBlank() || indent(line) >= indent)
        .collect(Collectors.joining("\n"))
        .stripIndent();
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static Map<String, List<String>> staticTargets(List<ScrapeJobOptions> jobs) {
    return jobs.stream()
        .collect(
            Collectors.toMap(
                ScrapeJobOptions::jobName,
                job -> ((StaticGroup) job.discovery().getFirst()).targets()));
  }

  @Test
  void staticJobs() throws Exception {
    List<ScrapeJobOptions> jobs = jobs(Files.readString(directory.resolve("static-jobs.yml")));
    assertThat(staticTargets(jobs))
        .isEqualTo(
            Map.of(
                "prometheus", List.of("localhost:9090"),
                "traefik", List.of("traefik:8080"),
                "redis", List.of("redis:9121"),
                "kube-state-metrics",
                    List.of("kube-state-metrics.kube-system.svc.cluster.local:8080")));
    assertThat(jobs)
        .allMatch(job -> job.metricsPath().equals("/metrics") && job.scheme().equals("http"));
  }

  @Test
  void thePodsConfiguration() throws Exception {
    List<ScrapeJobOptions> jobs = jobs(below("pod/prometheus-config.yaml", "prometheus.yaml: |"));
    assertThat(staticTargets(jobs))
        .isEqualTo(
            Map.of("prometheus", List.of("localhost:9090"), "echo", List.of("echo-service:80")));
    assertThat(jobs)
        .allMatch(job -> job.scrapeIntervalMs() == 15_000 && job.scrapeTimeoutMs() == 10_000);
  }

  @Test
  void jobsOfHelmValues() throws Exception {
    String values = below("kube-prometheus-stack-values.yaml", "additionalScrapeConfigs:");
    assertThat(jobs("scrape_configs:\n" + values))
        .singleElement()
        .satisfies(job -> {
          assertThat(job.jobName()).isEqualTo("kubernetes-service-endpoints");
          assertThat(job.discovery())
              .singleElement()
              .satisfies(found -> assertThat(found.mechanism()).isEqualTo("kubernetes"));
          assertThat(job.relabelRules()).hasSize(1);
        });
  }
}
