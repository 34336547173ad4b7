package dev.deucalion.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.deucalion.testing.EmbeddedPrometheus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An API that was closed leaves neither its port nor a thread nor an open file behind. */
class HttpApiLeakTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** Threads that the runtime keeps once it has them, and the one that waits here. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "ForkJoinPool",
          "VirtualThread-unparker",
          "Read-Poller",
          "Write-Poller",
          "Common-Cleaner",
          "Cleaner-",
          "awaitility");

  @Test
  void leavesNothingBehind() throws IOException {
    Set<Thread> threads = threads();
    use();
    awaitOnly(threads);
    long files = openFiles();
    URI url = use();
    awaitOnly(threads);
    assertThat(openFiles()).isLessThanOrEqualTo(files);
    assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  /** Asks over a connection that stays open until there is an answer. */
  private static URI use() throws IOException {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      HttpApi api = HttpApi.start(prometheus);
      URI url = api.url();
      try (Socket client = new Socket(url.getHost(), url.getPort())) {
        prometheus.feed(Duration.ofMinutes(1), "a 1");
        String request = "GET /api/v1/query?query=a HTTP/1.1\r\nHost: test\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] begin = client.getInputStream().readNBytes("HTTP/1.1 200".length());
        assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
      } finally {
        api.close();
      }
      return url;
    }
  }

  /** Netty's thread for what belongs to no connection ends a second after its last work. */
  private static void awaitOnly(Set<Thread> allowed) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(threads()).isSubsetOf(allowed));
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
        .collect(Collectors.toSet());
  }

  /** How many files and sockets are open but jars; 0 where the system does not say. */
  private static long openFiles() throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return 0;
    }
    try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
      return descriptors.filter(HttpApiLeakTest::isOpen).count();
    }
  }

  private static boolean isOpen(Path descriptor) {
    try {
      return !Files.readSymbolicLink(descriptor).toString().endsWith(".jar");
    } catch (IOException e) {
      return false;
    }
  }
}
