package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random queries of all kinds of functions, aggregations and operators: the engine and its naive
 * twin answer the same but for rounding, with the same annotations. {@code -Dtwin.seed} and {@code
 * -Dtwin.queries} ask for others, and for more of them.
 */
class NaiveFunctionsTwinTest {
  private static final long END_MS = 900_000;
  private static final long FIRST_SEED = Long.getLong("twin.seed", 1);
  private static final int QUERIES = Integer.getInteger("twin.queries", 3000);
  private static final List<String> BOUNDS = List.of("0.5", "1", "2.5", "+Inf");

  @Test
  void answersTheSameAsTheNaiveTwin() {
    int answered = 0;
    int leftOpen = 0;
    int told = 0;
    List<String> differences = new ArrayList<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + QUERIES; seed++) {
      Random random = new Random(seed);
      EngineHarness harness = EngineHarness.ofSeed(seed);
      fill(harness.store, random);
      String query = new RandomFunctions(random).vector();
      Expr expr;
      try {
        expr = PromqlParser.parse(query, ParserOptions.EXPERIMENTAL);
      } catch (ParseException e) {
        continue;
      }
      long stepMs = 5_000L + random.nextInt(90_000);
      long startMs = random.nextInt(300_000);
      TwinAnswer expected;
      try {
        expected = TwinAnswer.ofNaive(harness.store, expr, startMs, END_MS, stepMs);
      } catch (NaiveEngine.LeftOpen e) {
        leftOpen++;
        continue;
      }
      TwinAnswer actual = TwinAnswer.ofEngine(harness, query, startMs, END_MS, stepMs);
      String difference = expected.difference(actual);
      if (!difference.isEmpty()) {
        differences.add(
            "seed %d: %s step %d start %d: %s".formatted(seed, query, stepMs, startMs, difference));
      }
      if (expected.series() != null && !expected.notes().equals(actual.notes())) {
        differences.add(
            "seed %d: %s tells %s, not %s"
                .formatted(seed, query, actual.notes(), expected.notes()));
      }
      told += expected.notes().size();
      answered += expected.isEmpty() ? 0 : 1;
    }
    assertThat(differences).isEmpty();
    assertThat(answered).isGreaterThan(QUERIES / 2);
    assertThat(told).isGreaterThan(QUERIES / 10);
    assertThat(leftOpen).isLessThan(QUERIES / 10);
  }

  private static void fill(MemoryStore store, Random random) {
    for (String name : List.of("m", "n")) {
      for (int s = 1 + random.nextInt(3); s > 0; s--) {
        fillFloats(store, random, name);
      }
    }
    fillHistograms(store, random, "0");
    fillHistograms(store, random, "1");
    fillBuckets(store, random, "0");
    fillBuckets(store, random, "1");
  }

  private static void fillFloats(MemoryStore store, Random random, String name) {
    Labels labels =
        labels(
            "__name__",
            name,
            "a",
            random.nextInt(3) == 0 ? "" : "" + random.nextInt(2),
            "b",
            "" + random.nextInt(2),
            "c",
            "" + random.nextInt(3));
    if (store.series().containsKey(labels)) {
      return;
    }
    double value = random.nextInt(100);
    for (long t = random.nextInt(30_000); t <= END_MS; t += 5_000 + random.nextInt(40_000)) {
      boolean ends = random.nextInt(40) == 0;
      value = random.nextInt(20) == 0 ? -value / 3 : value + random.nextDouble() * 10;
      store.add(labels, t, ends ? StaleMarker.VALUE : value);
      t += ends ? random.nextInt(300_000) : 0;
    }
  }

  private static void fillHistograms(MemoryStore store, Random random, String a) {
    Labels labels = labels("__name__", "h", "a", a, "b", "" + random.nextInt(2));
    RandomHistograms histograms = new RandomHistograms(random, a.equals("1"));
    for (long t = random.nextInt(30_000); t <= END_MS; t += 5_000 + random.nextInt(40_000)) {
      store.add(labels, t, histograms.next().toFloatHistogram());
    }
  }

  /** A classic histogram whose buckets are scraped together, some of them not always. */
  private static void fillBuckets(MemoryStore store, Random random, String a) {
    double[] counts = new double[BOUNDS.size()];
    for (long t = random.nextInt(30_000); t <= END_MS; t += 5_000 + random.nextInt(40_000)) {
      double more = 0;
      for (int i = 0; i < counts.length; i++) {
        more += random.nextInt(8);
        counts[i] += more;
        if (random.nextInt(20) > 0) {
          store.add(labels("__name__", "q", "a", a, "le", BOUNDS.get(i)), t, counts[i]);
        }
      }
    }
  }
}
