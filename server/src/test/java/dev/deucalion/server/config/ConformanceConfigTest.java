package dev.deucalion.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.config.part.ConfigDefaults;
import dev.deucalion.server.config.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Prometheus' own configuration files. {@code config-conformance.txt} says of each file whether it
 * is accepted, or else all that it is refused for. Run with {@code -Dconfig.conformance.print=true}
 * to print the list as it is now.
 */
class ConformanceConfigTest {
  private static final String ACCEPTED = "accepted";
  private static Path directory = Path.of("");

  @BeforeAll
  static void findFiles() {
    directory = Path.of(System.getProperty("conformance.dir", ""), "config");
    Assumptions.assumeTrue(Files.isDirectory(directory), "no conformance files");
  }

  @Test
  void eachFileIsTakenOrRefusedAsListed() throws IOException {
    Map<String, String> outcomes = outcomes();
    if (Boolean.getBoolean("config.conformance.print")) {
      outcomes.forEach((file, outcome) -> System.out.println(file + ": " + outcome));
    }
    assertThat(outcomes).isEqualTo(expected());
  }

  @Test
  void badFilesAreRefused() throws IOException {
    assertThat(outcomes())
        .allSatisfy((file, outcome) -> {
          if (file.endsWith(".bad.yml")) {
            assertThat(outcome).as(file).isNotEqualTo(ACCEPTED);
          }
        });
  }

  @Test
  void goodFilesAreAccepted() throws IOException {
    assertThat(outcomes())
        .allSatisfy((file, outcome) -> {
          if (file.endsWith(".good.yml")) {
            assertThat(outcome).as(file).isEqualTo(ACCEPTED);
          }
        });
  }

  @Test
  void anAgentRefusesWhatItDoesNotDo() {
    ConfigReader reader =
        new ConfigReader(
            Retention.ofFlags(0, 0), _ -> null, ConfigDefaults.NONE, ProgramMode.AGENT);
    Map<String, String> expected =
        Map.of(
            "good", ACCEPTED,
            "without_remote_writes", ACCEPTED,
            "with_alert_manager", "field alerting is not allowed in agent mode",
            "with_alert_relabels", "field alerting is not allowed in agent mode",
            "with_rule_files", "field rule_files is not allowed in agent mode",
            "with_remote_reads", "field remote_read is not allowed in agent mode");
    assertThat(expected)
        .allSatisfy((name, outcome) ->
            assertThat(outcome(reader, directory.resolve("agent_mode." + name + ".yml")))
                .as(name)
                .isEqualTo(outcome));
  }

  private static Map<String, String> outcomes() throws IOException {
    ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), _ -> null);
    Map<String, String> outcomes = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> paths = Files.list(directory)) {
      files = paths.filter(path -> path.toString().endsWith(".yml")).toList();
    }
    for (Path file : files) {
      outcomes.put(file.getFileName().toString(), outcome(reader, file));
    }
    return outcomes;
  }

  private static String outcome(ConfigReader reader, Path file) {
    try {
      assertThat(reader.readFile(file.toString()).yaml()).startsWith("global:\n");
      return ACCEPTED;
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      return e.problems().stream()
          .map(Problem::message)
          .distinct()
          .collect(Collectors.joining(" | "));
    }
  }

  private static Map<String, String> expected() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    try (var in = ConformanceConfigTest.class.getResourceAsStream("/config-conformance.txt")) {
      assertThat(in).isNotNull();
      new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> expected.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
    }
    return expected;
  }
}
