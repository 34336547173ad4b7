package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Labels of info series, which come, go and change: the engine and its naive twin add the same. */
class NaiveInfoTwinTest {
  private static final long END_MS = 900_000;
  private static final int QUERIES = 600;

  @Test
  void answersTheSameAsTheNaiveTwin() {
    int answered = 0;
    int leftOpen = 0;
    List<String> differences = new ArrayList<>();
    for (long seed = 1; seed <= QUERIES; seed++) {
      Random random = new Random(seed);
      EngineHarness harness = EngineHarness.ofSeed(seed);
      fill(harness.store, random);
      String query = query(random);
      Expr expr = PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
      long stepMs = 5_000L + random.nextInt(90_000);
      long startMs = random.nextInt(300_000);
      TwinAnswer expected;
      try {
        expected = TwinAnswer.ofNaive(harness.store, expr, startMs, END_MS, stepMs);
      } catch (NaiveEngine.LeftOpen e) {
        leftOpen++;
        continue;
      }
      String difference =
          expected.difference(TwinAnswer.ofEngine(harness, query, startMs, END_MS, stepMs));
      if (!difference.isEmpty()) {
        differences.add("seed %d: %s step %d: %s".formatted(seed, query, stepMs, difference));
      }
      answered += expected.isEmpty() ? 0 : 1;
    }
    assertThat(differences).isEmpty();
    assertThat(answered).isGreaterThan(QUERIES / 2);
    assertThat(leftOpen).isLessThan(QUERIES / 3);
  }

  private static String one(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static String query(Random random) {
    String vector = one(random, "m", "m{job=\"a\"}", "rate(m[5m])", "m * 2", "-m");
    String wanted =
        one(
            random,
            "",
            ", {zone=~\".+\"}",
            ", {zone=~\".*\"}",
            ", {zone=\"0\"}",
            ", {zone!=\"1\"}",
            ", {zone=~\".+\", version=~\".*\"}",
            ", {version=\"\"}");
    String info = "info(" + vector + wanted + ")";
    return one(random, info, info, "count by (zone) (" + info + ")");
  }

  private static void fill(MemoryStore store, Random random) {
    for (String job : List.of("a", "b")) {
      for (String instance : List.of("1", "2")) {
        fill(store, random, labels("__name__", "m", "job", job, "instance", instance), false);
        for (int i = random.nextInt(3); i > 0; i--) {
          Labels info =
              labels(
                  "__name__",
                  "target_info",
                  "job",
                  job,
                  "instance",
                  instance,
                  "zone",
                  random.nextInt(3) == 0 ? "" : "" + random.nextInt(2),
                  "version",
                  random.nextInt(3) == 0 ? "" : "" + random.nextInt(2));
          if (!store.series().containsKey(info)) {
            fill(store, random, info, true);
          }
        }
      }
    }
  }

  private static void fill(MemoryStore store, Random random, Labels labels, boolean isInfo) {
    double value = random.nextInt(100);
    for (long t = random.nextInt(30_000); t <= END_MS; t += 5_000 + random.nextInt(60_000)) {
      boolean ends = random.nextInt(12) == 0;
      value += random.nextInt(5);
      store.add(labels, t, ends ? StaleMarker.VALUE : isInfo ? 1 : value);
      t += ends ? random.nextInt(300_000) : 0;
    }
  }
}
