package dev.deucalion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.source.ExpositionSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

  /** The other end of a connection is of this process, too, and ends a moment later. */
  @Test
  void letsGoOfConnectionsToTargets() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", EmbeddedLeakTest::answer);
    server.start();
    try {
      scrape(server);
      Set<String> threads = threads();
      Set<String> files = openFiles();
      scrape(server);
      assertThat(threads()).isSubsetOf(threads);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(openFiles()).isSubsetOf(files));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = "a 1\n".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void scrape(HttpServer server) {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      int port = server.getAddress().getPort();
      prometheus.scrape("web", URI.create("http://127.0.0.1:" + port + "/metrics"));
      prometheus.advance(Duration.ofMinutes(1));
      prometheus.assertThat("a").hasValue(1);
    }
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
