package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start tells of the queries that ran when the process was killed. */
@Tag("interop")
class KilledQueryTest {
  /** Takes minutes: no window is like the one before, and each is looked through. */
  private static final String LONG_QUERY =
      IntStream.range(0, 100)
          .mapToObj(i -> "predict_linear(vector(time())[6h:1s], " + i + ")")
          .collect(Collectors.joining(" + "));

  @TempDir private Path directory;

  @Test
  void aStartTellsOfQueriesThatAKillEnded() throws IOException {
    Path config = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
    try (Peer deucalion = Peers.deucalion(directory, config)) {
      CompletableFuture<Void> asked =
          CompletableFuture.runAsync(
              () -> deucalion.api().queryRange(LONG_QUERY, 0, 10_000_000, 1_000));
      await("the query is noted")
          .atMost(Duration.ofSeconds(60))
          .until(() -> active().contains("predict_linear"));
      deucalion.kill();
      assertThat(asked).failsWithin(Duration.ofSeconds(60));
      assertThat(active()).contains("predict_linear");
      assertThat(deucalion.output()).doesNotContain("didn't finish");
    }
    try (Peer deucalion = Peers.deucalion(directory, config)) {
      assertThat(
              deucalion
                  .output()
                  .lines()
                  .filter(line -> line.contains("These queries didn't finish")))
          .singleElement()
          .asString()
          .contains("predict_linear(vector(time())[6h:1s], 0)", "timestamp_sec");
      assertThat(active()).doesNotContain("predict_linear");
    }
  }

  private String active() {
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve("data").resolve("queries.active"));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
