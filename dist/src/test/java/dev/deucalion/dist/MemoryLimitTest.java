package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with 256 MiB and 50,000 series, asked for all it has by several clients at a time: it
 * answers or refuses them, goes on scraping, answers others, and the system has no reason to kill
 * it. {@code -Dmemory.queries=2800} makes ten minutes of it.
 */
@Tag("interop")
class MemoryLimitTest {
  private static final long LIMIT_BYTES = 256L << 20;
  private static final long PAGE_CACHE_BYTES = 8L << 20;
  private static final int TARGETS = 10;
  private static final int SERIES_PER_TARGET = 5_000;
  private static final int CLIENTS = 6;
  private static final int QUERIES = Integer.getInteger("memory.queries", 20);
  private static final long SEED = 7;

  private static final String ALL = "{__name__=~\".+\"}";
  private static final List<String> HOSTILE =
      List.of(
          ALL,
          ALL + "[1y]",
          "sort(" + ALL + ")",
          "topk(50000, " + ALL + ")",
          "rate(" + ALL + "[1m])",
          "sum by (instance_id, path, zone) (rate(" + ALL + "[1m]))",
          "count_values(\"v\", " + ALL + ")",
          "quantile_over_time(0.9, " + ALL + "[10m:1s])",
          ALL + " * on (__name__, instance_id, path, zone, code) " + ALL,
          "label_replace(" + ALL + ", \"a\", \"$1$1$1$1$1$1$1$1\", \"path\", \"(.*)\")",
          "max_over_time(max_over_time(load_1_total[30d:1s])[30d:1s])",
          "deriv(vector(time())[12d:1s])",
          "(".repeat(30_000),
          "1" + "+1".repeat(10_000),
          "load_1_total{path=~\"((((.{1,100}){1,100}){1,100}){1,100}){1,100}\"}");

  /** What a refusal says. */
  private static final Pattern REASON =
      Pattern.compile("\"errorType\":\"(execution|timeout|bad_data|canceled)\"");

  @TempDir private Path dir;

  @Test
  void fiftyThousandSeriesAndHostileQueries() throws Exception {
    MemoryGroup.require();
    Path home = Archive.unpackLinux(dir);
    try (ManySeries targets = new ManySeries(SERIES_PER_TARGET);
        MemoryGroup group = new MemoryGroup("deucalion-limit", LIMIT_BYTES)) {
      Path config = Files.writeString(dir.resolve("prometheus.yml"), targets.config(TARGETS));
      List<String> command =
          List.of(
              home.resolve("bin/prometheus").toString(),
              "--config.file=" + config,
              "--web.listen-address=127.0.0.1:0",
              "--query.timeout=10s",
              "--storage.tsdb.path=" + dir.resolve("data"));
      try (Program program = Program.start(group.around(command), Image.ENVIRONMENT, dir)) {
        program.awaitReady();
        await()
            .atMost(Duration.ofMinutes(3))
            .untilAsserted(() ->
                assertThat(program.query("count({job=~\"load.*\",code=~\".+\"})"))
                    .contains("\"50000\""));
        LongAccumulator anonymousKib = new LongAccumulator(Math::max, 0);
        Set<String> wrong = besiege(program, anonymousKib);
        assertThat(wrong).as(program.log()).isEmpty();
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () -> assertThat(program.query("count(up == 1)")).contains("\"" + TARGETS + "\""));
        assertThat(program.isAlive()).as(program.log()).isTrue();
        assertThat(group.kills()).isZero();
        assertThat(group.swappedBytes()).isZero();
        // More than the heap may have: the server was in the group.
        assertThat(group.peakBytes()).isGreaterThan(LIMIT_BYTES / 2);
        // What is left is room for mapped files, whose pages the system drops and reads again.
        assertThat(anonymousKib.get() << 10).isLessThan(LIMIT_BYTES - PAGE_CACHE_BYTES);
        System.out.printf(
            "most KiB: the group %d, the server with files %d, without files %d%n",
            group.peakBytes() >> 10, program.statusKib("VmHWM"), anonymousKib.get());
        assertThat(program.log()).doesNotContain("OutOfMemoryError", "StackOverflowError");
        Program.signal("TERM", program.handle().pid());
        assertThat(program.awaitExit()).as(program.log()).isZero();
      }
    }
  }

  /**
   * Asks by several clients, and a small query in between; what was not answered as it should.
   *
   * @param anonymousKib takes what the server has of memory that is no file's, again and again
   */
  private static Set<String> besiege(Program program, LongAccumulator anonymousKib)
      throws Exception {
    Set<String> wrong = ConcurrentHashMap.newKeySet();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(SEED + i);
        all.add(
            clients.submit(() -> {
              for (int query = 0; query < QUERIES; query++) {
                ask(program, random, wrong);
              }
              return null;
            }));
      }
      while (!all.stream().allMatch(Future::isDone)) {
        HttpResponse<String> answer = program.get("/api/v1/query?query=count(up)%2B1");
        anonymousKib.accumulate(program.statusKib("RssAnon"));
        if (answer.statusCode() != 200 || !answer.body().contains("\"" + (TARGETS + 1) + "\"")) {
          wrong.add("a small query: " + answer.statusCode() + " " + answer.body());
        }
      }
      for (Future<?> client : all) {
        client.get();
      }
    }
    return wrong;
  }

  private static void ask(Program program, Random random, Set<String> wrong) throws Exception {
    String query = HOSTILE.get(random.nextInt(HOSTILE.size()));
    HttpResponse<String> answer = program.ask(query, random.nextBoolean() ? 0 : 1);
    boolean refused = REASON.matcher(answer.body()).find();
    if (answer.statusCode() != 200 && !refused) {
      wrong.add(
          query.substring(0, Math.min(80, query.length()))
              + ": "
              + answer.statusCode()
              + " "
              + answer.body().substring(0, Math.min(200, answer.body().length())));
    }
  }
}
