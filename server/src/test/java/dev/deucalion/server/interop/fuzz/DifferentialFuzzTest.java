package dev.deucalion.server.interop.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.interop.Api;
import dev.deucalion.server.interop.DirectoryCopy;
import dev.deucalion.server.interop.Peer;
import dev.deucalion.server.interop.Peers;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus and Deucalion answer random queries over the same random data in the same way.
 * Deucalion has four threads for each.
 *
 * <p>{@code -Dfuzz.seed} and {@code -Dfuzz.queries} choose other queries and more of them; both are
 * printed.
 */
@Tag("interop")
class DifferentialFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_121);
  private static final int QUERIES = Integer.getInteger("fuzz.queries", 20_000);
  private static final int THREADS = 4;

  @TempDir private Path directory;

  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger histograms = new AtomicInteger();
  private final AtomicInteger collisions = new AtomicInteger();

  @Test
  void bothAnswerTheSame() throws Exception {
    Peers.installed("prometheus");
    System.out.println("fuzz.seed=" + SEED + " fuzz.queries=" + QUERIES);
    try (Peer prometheus = prometheus(stored("prometheus"));
        Peer deucalion = deucalion(stored("deucalion"))) {
      List<String> differences = run(prometheus.api(), deucalion.api());
      System.out.printf(
          "answers with samples: %s, with histograms: %s, with collisions of resets: %s%n",
          answered, histograms, collisions);
      assertThat(differences).as("differences of %d queries, seed %d", QUERIES, SEED).isEmpty();
      assertThat(answered.intValue()).as("answers with samples").isGreaterThan(QUERIES / 3);
      assertThat(histograms.intValue()).as("with histograms").isGreaterThan(QUERIES / 50);
      assertThat(collisions.intValue()).as("with collisions").isLessThan(QUERIES / 500);
    }
  }

  private Path stored(String name) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    Path written = directory.resolve("written");
    if (Files.notExists(written)) {
      try (Tsdb tsdb = Tsdb.open(written, TsdbOptions.DEFAULTS)) {
        FuzzData.write(SEED, tsdb);
      }
    }
    DirectoryCopy.of(written, home.resolve("data"));
    return home;
  }

  private static Path config(Path home) throws IOException {
    return Files.writeString(home.resolve("prometheus.yml"), "global: {}\n");
  }

  private static Peer prometheus(Path home) throws IOException {
    return Peers.prometheus(home, config(home), "--enable-feature=native-histograms");
  }

  private static Peer deucalion(Path home) throws IOException {
    return Peers.deucalionOfFourThreads(
        home, config(home), "--enable-feature=promql-experimental-functions");
  }

  private List<String> run(Api prometheus, Api deucalion) throws Exception {
    List<String> differences = new ArrayList<>();
    FuzzQueries queries = new FuzzQueries(new SplittableRandom(SEED));
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<String>> checks = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        FuzzQuery query = queries.next();
        checks.add(threads.submit(() -> check(query, prometheus, deucalion)));
      }
      for (Future<String> check : checks) {
        String difference = check.get();
        if (!difference.isEmpty()) {
          differences.add(difference);
        }
      }
    }
    return differences;
  }

  private String check(FuzzQuery query, Api prometheus, Api deucalion) {
    HttpAnswer expected = HttpAnswer.ofPrometheus(prometheus, query);
    HttpAnswer actual = HttpAnswer.of(deucalion, query);
    if (expected.isSuccess() && !expected.series().isEmpty()) {
      answered.incrementAndGet();
      if (expected.series().stream().anyMatch(AnswerCheck::hasHistograms)) {
        histograms.incrementAndGet();
      }
    }
    if (Collisions.areIn(actual)) {
      collisions.incrementAndGet();
    }
    String difference = AnswerCheck.difference(prometheus, query, expected, actual);
    return difference.isEmpty() ? "" : "\n" + query + "\n  " + difference + "\n";
  }
}
