package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk gets full under a running server: it says so, answers, loses nothing that it took, and
 * takes scrapes again by itself when there is room. On a small disk in memory, so it needs the
 * right to mount one: without it, the test is skipped, or fails under {@code -Dinterop.required}.
 */
@Tag("interop")
class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String READ_ONLY = "The disk is full";

  @TempDir private Path dir;

  @Test
  void noScrapesAreTakenUntilThereIsRoom() throws IOException, InterruptedException {
    Path disk = Files.createDirectory(dir.resolve("disk"));
    int mounted = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
    if (System.getProperty("interop.required") != null) {
      assertThat(mounted).as("mount of a small disk").isZero();
    }
    assumeThat(mounted).isZero();
    try {
      fillAndMakeRoom(disk);
    } finally {
      run("umount", disk.toString());
    }
  }

  private void fillAndMakeRoom(Path disk) throws IOException, InterruptedException {
    try (TestExporter exporter = TestExporter.start(NumberedScrapes::body)) {
      Files.writeString(
          dir.resolve("p.yml"),
          """
          global: {scrape_interval: 50ms}
          scrape_configs:
          - job_name: k
            static_configs: [{targets: ["%s"]}]
          """
              .formatted(exporter.address()));
      Set<String> seen;
      try (ServerProcess server = start(disk)) {
        awaitNews(server, Set.of(), "empty");
        Path ballast = fill(disk);
        awaitReadOnly(server, true);
        seen = NumberedScrapes.whole(server, "full");
        awaitScrapes(exporter);
        assertThat(NumberedScrapes.whole(server, "still full")).isEqualTo(seen);
        Files.delete(ballast);
        awaitReadOnly(server, false);
        Set<String> all = awaitNews(server, seen, "with room");
        assertThat(all).containsAll(seen);
        seen = all;
        server.kill();
      }
      try (ServerProcess server = start(disk)) {
        assertThat(NumberedScrapes.whole(server, "again")).containsAll(seen);
      }
    }
  }

  private ServerProcess start(Path disk) throws IOException {
    return ServerProcess.start(
            dir, "--config.file=p.yml", "--storage.tsdb.path=" + disk.resolve("data"))
        .awaitReady();
  }

  private static void awaitScrapes(TestExporter exporter) {
    int before = exporter.scrapes();
    await().atMost(PATIENCE).until(() -> exporter.scrapes() >= before + 10);
  }

  /** Waits until a scrape answers that was not seen yet; gives all that do. */
  private static Set<String> awaitNews(ServerProcess server, Set<String> seen, String context) {
    return await(context)
        .atMost(PATIENCE)
        .until(() -> NumberedScrapes.whole(server, context), all -> !seen.containsAll(all));
  }

  /** Takes all room of a disk. */
  private static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    byte[] bytes = new byte[4096];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(bytes);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    return ballast;
  }

  /** Waits until the metric and the notification both say whether the store is read-only. */
  private static void awaitReadOnly(ServerProcess server, boolean expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(server.get("/metrics").body())
              .contains("\ndeucalion_tsdb_read_only " + (expected ? "1.0" : "0.0") + "\n");
          assertThat(server.get("/api/v1/notifications").body().contains(READ_ONLY))
              .isEqualTo(expected);
        });
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
