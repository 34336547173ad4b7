package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus and Deucalion scrape the same samples and must answer the same, to the digit.
 *
 * <p>Debian's Prometheus is a 2.42, whose ranges are closed on the left; those of Prometheus 3 and
 * Deucalion are open. So no range may begin exactly on a sample: samples stand on multiples of 15 s
 * after the start, and queries are evaluated {@link #OFF_GRID_MS} beside that, with ranges and
 * steps that are multiples of 15 s. This also keeps evaluation times off the full minutes on which
 * subqueries align.
 */
@Tag("interop")
@TestInstance(Lifecycle.PER_CLASS)
class TwinQueriesTest {
  private static final long HISTORY_MS = TwinSeries.STEPS * TwinExporter.STEP_MS;
  private static final int STEPS_PER_SCRAPE = 8;
  private static final long OFF_GRID_MS = 7_123;

  private final long startMs = Clock.SYSTEM.nowMs() - Duration.ofMinutes(55).toMillis();
  private final List<AutoCloseable> open = new ArrayList<>();
  private List<Peer> twins = List.of();

  @BeforeAll
  void scrapeTheSameHistory(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    TwinExporter exporter = TwinExporter.start(startMs, STEPS_PER_SCRAPE);
    open.add(exporter);
    Path home = Files.createDirectories(directory.resolve("prometheus"));
    Path config = Files.writeString(home.resolve("prometheus.yml"), exporter.config("prometheus"));
    Peer prometheus = Peers.prometheus(home, config);
    open.add(prometheus);
    home = Files.createDirectories(directory.resolve("deucalion"));
    config = Files.writeString(home.resolve("prometheus.yml"), exporter.config("deucalion"));
    Peer deucalion = Peers.deucalion(home, config);
    open.add(deucalion);
    twins = List.of(prometheus, deucalion);
    for (Peer twin : twins) {
      for (String job : TwinSeries.JOBS) {
        await(twin.name() + " has every sample of " + job)
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(
                () -> assertThat(samplesOf(twin, job)).isEqualTo(TwinSeries.sampleCounts(job)));
      }
    }
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void usersQueriesAnswerTheSame() throws IOException {
    compare(Expressions.ofQueryFile(scenario("queries.promql")));
  }

  @Test
  void operatorsRulesAnswerTheSame() throws IOException {
    compare(Expressions.ofRuleFile(scenario("operator/prometheus-rules.yaml")));
  }

  @Test
  void dashboardsQueriesAnswerTheSame() throws IOException {
    compare(ours("twin-queries.promql"));
  }

  @Test
  void sortedAnswersComeInTheSameOrder() throws IOException {
    for (String query : ours("twin-sorted.promql")) {
      for (long timeMs : instants()) {
        String expected = Answers.inOrder(twins.getFirst().api().query(query, timeMs));
        String actual = Answers.inOrder(twins.getLast().api().query(query, timeMs));
        assertThat(actual).as("%s at %d", query, timeMs).isEqualTo(expected);
      }
    }
  }

  private void compare(List<String> queries) {
    assertThat(queries).isNotEmpty();
    Differences differences = new Differences();
    for (String query : queries) {
      int answered = 0;
      for (long timeMs : instants()) {
        Object expected = twins.getFirst().api().query(query, timeMs);
        Object actual = twins.getLast().api().query(query, timeMs);
        differences.compare(query + "\n at " + timeMs, expected, actual);
        answered += Answers.seriesCount(expected);
      }
      long endMs = startMs + HISTORY_MS + OFF_GRID_MS;
      for (long stepMs : new long[] {15_000, 60_000}) {
        Object expected =
            twins.getFirst().api().queryRange(query, startMs + OFF_GRID_MS, endMs, stepMs);
        Object actual =
            twins.getLast().api().queryRange(query, startMs + OFF_GRID_MS, endMs, stepMs);
        differences.compare(query + "\n by step of " + stepMs, expected, actual);
        answered += Answers.seriesCount(expected);
      }
      differences.check(answered > 0, query + "\n is empty everywhere: the data do not test it");
    }
    differences.assertNone();
  }

  /** Times early, in the middle, in the gaps and after the end of the history. */
  private long[] instants() {
    long[] instants = new long[8];
    for (int i = 0; i < instants.length; i++) {
      long alignedMs = HISTORY_MS * (i + 1) / (instants.length - 1) / 15_000 * 15_000;
      instants[i] = startMs + alignedMs + OFF_GRID_MS;
    }
    return instants;
  }

  /** How many samples of a job a server has by metric name, by its own count. */
  private Map<String, Long> samplesOf(Peer twin, String job) {
    Map<String, Long> counts = new TreeMap<>();
    for (String name : TwinSeries.sampleCounts(job).keySet()) {
      String count = "sum(count_over_time(%s{job=\"%s\"}[1h]))".formatted(name, job);
      Object data = twin.api().query(count, startMs + HISTORY_MS + OFF_GRID_MS);
      for (Object one : Json.list(Json.at(data, "result"))) {
        List<?> sample = Json.list(Json.at(one, "value"));
        counts.put(name, Long.parseLong(sample.getLast().toString()));
      }
    }
    return counts;
  }

  private static Path scenario(String name) {
    Path file = Path.of(System.getProperty("scenarios.dir", "scenarios")).resolve(name);
    Assumptions.assumeTrue(Files.exists(file), file + " is missing");
    return file;
  }

  private static List<String> ours(String name) throws IOException {
    try (var in = Objects.requireNonNull(TwinQueriesTest.class.getResourceAsStream(name), name)) {
      return Expressions.ofQueries(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
