package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Through a life with batches, histograms, late samples, deletions, compactions, series that end
 * and restarts, the store answers as a map of maps does. With every other seed the log is synced
 * later.
 */
class LifeTwinTest {
  private static final int STEPS = 400;
  private static final List<Matcher> MATCHERS =
      List.of(
          Matcher.of(MatchType.REGEX, "__name__", ".*"),
          Matcher.equal("__name__", "m3"),
          Matcher.equal("generation", ""),
          Matcher.of(MatchType.NOT_EQUAL, "generation", ""),
          Matcher.of(MatchType.REGEX, "n", "s1.*"),
          Matcher.of(MatchType.NOT_REGEX, "generation", "g[1-3]|"),
          Matcher.equal("n", "none"));

  static LongStream seeds() {
    return Seeds.forTwins(6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersTheSame(long seed) throws Exception {
    SimulatedFiles files = new SimulatedFiles(seed);
    TsdbOptions options = Matrix.OPTIONS.withWalSyncDelayMs(seed % 2 == 0 ? 1000 : 0);
    Random random = new Random(seed);
    try (Life life = new Life(options, seed, Matrix.EVENTS)) {
      life.open(files);
      for (int i = 0; i < STEPS; i++) {
        life.step();
        if (i % 10 == 0) {
          assertThat(life.wrongNow()).as("seed %d, step %d", seed, i).isEmpty();
        }
        compare(life, random, "seed " + seed + ", step " + i);
      }
    }
  }

  private static void compare(Life life, Random random, String place) throws IOException {
    Matcher matcher = MATCHERS.get(random.nextInt(MATCHERS.size()));
    long fromMs = random.nextLong(life.nowMs() + 1);
    long toMs = fromMs + random.nextLong(life.nowMs() - fromMs + 1);
    assertThat(Reading.samples(life.openStore(), fromMs, toMs, matcher))
        .as("%s, %s from %d to %d", place, matcher, fromMs, toMs)
        .isEqualTo(life.expected().select(matcher, fromMs, toMs).series());
  }
}
