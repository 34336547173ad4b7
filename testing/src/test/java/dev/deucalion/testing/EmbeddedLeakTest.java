package dev.deucalion.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.source.ExpositionSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An embedded Prometheus has no threads and no files, while it lives and afterwards. */
class EmbeddedLeakTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @Test
  void usesNeitherThreadsNorFiles() throws IOException {
    use();
    Set<String> threads = threads();
    Set<String> files = openFiles();
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      fill(prometheus);
      assertThat(threads()).isSubsetOf(threads);
      assertThat(openFiles()).isSubsetOf(files);
    }
    use();
    assertThat(threads()).isSubsetOf(threads);
    assertThat(openFiles()).isSubsetOf(files);
  }

  private static void use() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      fill(prometheus);
    }
  }

  private static void fill(EmbeddedPrometheus prometheus) {
    prometheus.scrape("app", ExpositionSource.text(() -> "a 1\nb 2\n"));
    prometheus.rules(
        RuleGroup.named("g").record("c", "a + b").alert(AlertRule.named("A", "a > 0")));
    prometheus.advance(Duration.ofHours(3));
    prometheus.assertThat("count_over_time(c[3h])").isNotEmpty();
    prometheus.assertThatAlert("A").isFiring();
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the process has open but for jars; nothing where the system does not say. */
  private static Set<String> openFiles() throws IOException {
    Set<String> files = new TreeSet<>();
    if (Files.isDirectory(OPEN_FILES)) {
      try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
        for (Path descriptor : descriptors.toList()) {
          if (Files.exists(descriptor)) {
            files.add(Files.readSymbolicLink(descriptor).toString());
          }
        }
      }
    }
    files.removeIf(file -> file.endsWith(".jar"));
    return files;
  }
}
