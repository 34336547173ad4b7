package dev.deucalion.promql.engine;

import static dev.deucalion.promql.engine.EngineHarness.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random queries over random samples: the engine and its naive twin answer the same bits.
 *
 * <p>One difference is known and rare: where two series of a range vector have the same labels but
 * for the name, the engine refuses the whole range, as Prometheus does, while the twin, which sees
 * one time only, refuses where both have samples in one window.
 */
class NaiveTwinTest {
  private static final long END_MS = 900_000;
  private static final int QUERIES = 1000;

  @Test
  void answersTheSameAsTheNaiveTwin() {
    int answered = 0;
    long spread = 0;
    for (long seed = 1; seed <= QUERIES; seed++) {
      Random random = new Random(seed);
      EngineHarness harness = EngineHarness.ofSeed(seed);
      fill(harness.store, random);
      String query = RandomExpressions.ofFloats(random).vector(3);
      Expr expr;
      try {
        expr = PromqlParser.parse(query, ParserOptions.DEFAULTS);
      } catch (ParseException e) {
        continue;
      }
      long stepMs = 5_000L + random.nextInt(90_000);
      long startMs = random.nextInt(300_000);
      String about = "seed " + seed + ": " + query + " step " + stepMs;
      TwinAnswer expected = TwinAnswer.ofNaive(harness.store, expr, startMs, END_MS, stepMs);
      TwinAnswer actual = TwinAnswer.ofEngine(harness, query, startMs, END_MS, stepMs);
      assertThat(actual.toString()).as(about).isEqualTo(expected.toString());
      spread += harness.engine.stats().spread();
      answered += expected.isEmpty() ? 0 : 1;
    }
    assertThat(spread).isGreaterThan(QUERIES / 10);
    assertThat(answered).isGreaterThan(QUERIES / 3);
  }

  private static void fill(MemoryStore store, Random random) {
    int series = 1 + random.nextInt(8);
    for (int s = 0; s < series; s++) {
      Labels labels =
          labels(
              "__name__",
              random.nextBoolean() ? "m" : "n",
              "a",
              random.nextInt(3) == 0 ? "" : "" + random.nextInt(2),
              "b",
              "" + random.nextInt(2),
              "c",
              "" + random.nextInt(3));
      double value = random.nextInt(100);
      for (long t = random.nextInt(30_000); t <= END_MS; t += 5_000 + random.nextInt(40_000)) {
        value = next(value, random);
        store.add(labels, t, value);
        if (StaleMarker.isStale(value)) {
          value = 0;
          t += random.nextInt(300_000);
        }
      }
    }
  }

  private static double next(double value, Random random) {
    return switch (random.nextInt(25)) {
      case 0 -> StaleMarker.VALUE;
      case 1 -> 0;
      case 2 -> -value / 3;
      case 3 -> random.nextInt(10) == 0 ? Double.NaN : value;
      default -> value + random.nextDouble() * 10;
    };
  }
}
