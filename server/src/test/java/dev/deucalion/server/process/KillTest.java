package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server in the middle of scraping, again and again on the same data: every scrape that a
 * query saw answers after the restart, whole, and none answers in part. {@code -Dkill.rounds=20}
 * kills it that often.
 */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path dir;

  @Test
  void noScrapeIsLostOrHalved() throws IOException, InterruptedException {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    Random random = new Random(seed);
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
      Set<String> seen = new TreeSet<>();
      for (int round = 0; round <= ROUNDS; round++) {
        try (ServerProcess server = ServerProcess.start(dir, "--config.file=p.yml").awaitReady()) {
          String context = "seed %d, round %d".formatted(seed, round);
          Set<String> answered = NumberedScrapes.whole(server, context);
          assertThat(answered).as(context).containsAll(seen);
          int enough = exporter.scrapes() + 2 + random.nextInt(8);
          await().atMost(PATIENCE).until(() -> exporter.scrapes() >= enough);
          seen.addAll(awaitNews(server, seen, context));
          spin(random.nextInt(60_000_000));
          server.kill();
        }
      }
      assertThat(seen).hasSizeGreaterThan(ROUNDS);
    }
  }

  /** Waits until a scrape answers that was not seen yet: a busy machine fails some for the time. */
  private static Set<String> awaitNews(ServerProcess server, Set<String> seen, String context) {
    return await(context)
        .atMost(PATIENCE)
        .until(() -> NumberedScrapes.whole(server, context), all -> !seen.containsAll(all));
  }

  /** Passes a short time, so that the kill meets the server anywhere in its work. */
  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
