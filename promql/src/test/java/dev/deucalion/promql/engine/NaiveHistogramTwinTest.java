package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random queries over random floats and native histograms: the engine and its naive twin answer the
 * same but for rounding, with the same annotations.
 */
class NaiveHistogramTwinTest {
  private static final long END_MS = 900_000;
  private static final int QUERIES = 2000;

  @Test
  void answersTheSameAsTheNaiveTwin() {
    int answered = 0;
    long spread = 0;
    int histograms = 0;
    int told = 0;
    for (long seed = 1; seed <= QUERIES; seed++) {
      Random random = new Random(seed);
      EngineHarness harness = EngineHarness.ofSeed(seed);
      fill(harness.store, random);
      RandomExpressions expressions = RandomExpressions.ofAll(random);
      String query = random.nextInt(10) == 0 ? expressions.equality() : expressions.vector(3);
      Expr expr;
      try {
        expr = PromqlParser.parse(query, ParserOptions.DEFAULTS);
      } catch (ParseException e) {
        continue;
      }
      long stepMs = 5_000L + random.nextInt(90_000);
      long startMs = random.nextInt(300_000);
      TwinAnswer expected = TwinAnswer.ofNaive(harness.store, expr, startMs, END_MS, stepMs);
      TwinAnswer actual = TwinAnswer.ofEngine(harness, query, startMs, END_MS, stepMs);
      assertThat(expected.difference(actual))
          .as("seed %d: %s step %d start %d", seed, query, stepMs, startMs)
          .isEmpty();
      if (expected.series() != null) {
        assertThat(actual.notes())
            .as("seed %d: %s step %d start %d", seed, query, stepMs, startMs)
            .isEqualTo(expected.notes());
      }
      told += expected.notes().size();
      spread += harness.engine.stats().spread();
      answered += expected.isEmpty() ? 0 : 1;
      histograms += expected.hasHistograms() ? 1 : 0;
    }
    assertThat(spread).isGreaterThan(QUERIES / 10);
    assertThat(answered).isGreaterThan(QUERIES / 3);
    assertThat(histograms).isGreaterThan(QUERIES / 8);
    assertThat(told).isGreaterThan(QUERIES / 5);
  }

  private static void fill(MemoryStore store, Random random) {
    for (String name : List.of("m", "h", "x")) {
      for (int s = 1 + random.nextInt(4); s > 0; s--) {
        fill(store, random, name);
      }
    }
  }

  private static void fill(MemoryStore store, Random random, String name) {
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
    RandomHistograms histograms = new RandomHistograms(random, random.nextInt(3) == 0);
    double value = 0;
    boolean isFloat = name.equals("m");
    for (long t = random.nextInt(30_000); t <= END_MS; t += 5_000 + random.nextInt(40_000)) {
      if (name.equals("x") && random.nextInt(6) == 0) {
        isFloat = !isFloat;
      }
      boolean ends = random.nextInt(25) == 0;
      if (isFloat) {
        value = random.nextInt(20) == 0 ? 0 : value + random.nextInt(10);
        store.add(labels, t, value);
      } else {
        store.add(labels, t, ends ? FloatHistogram.STALE : histograms.next().toFloatHistogram());
      }
      t += ends ? random.nextInt(300_000) : 0;
    }
  }
}
