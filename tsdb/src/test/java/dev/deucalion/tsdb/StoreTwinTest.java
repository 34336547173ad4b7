package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.life.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The store answers as its naive twin does, after any history of batches. */
class StoreTwinTest {
  private static final String[] NAMES = {"__name__", "job", "instance", "le", "é"};
  private static final List<MatchType> TYPES = List.of(MatchType.values());
  private static final String[] PATTERNS = {
    ".*",
    ".+",
    "",
    "v1",
    "v1|v2|v33",
    "v.*",
    ".*1",
    "v[0-9]",
    "v1.+",
    "(v1|v2)?",
    "v1|",
    "[^v].*",
    ".*1.*",
    "v(1|2)[0-3]",
    "v1.*2",
    "(?i)V1",
    "v\\d+",
    "none",
    "v1|.*2"
  };

  static LongStream seeds() {
    return Seeds.forTwins(4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersTheSame(long seed) throws Exception {
    Random random = new Random(seed);
    NaiveStore naive = new NaiveStore();
    try (Tsdb tsdb = Tsdb.inMemory(TsdbOptions.DEFAULTS.withChunkRangeMs(100_000))) {
      List<Labels> series = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        series.add(randomLabels(random));
      }
      long time = -50_000;
      for (int batch = 0; batch < 300; batch++) {
        time += random.nextInt(2000);
        try (Appender ours = tsdb.appender();
            Appender twin = naive.appender()) {
          for (int i = random.nextInt(200); i >= 0; i--) {
            Labels labels = series.get(random.nextInt(1 + batch));
            long at = time + random.nextInt(400) - 100;
            double value = random.nextInt(4) == 0 ? random.nextDouble() : random.nextInt(50);
            assertThat(ours.append(ours.seriesRef(labels), at, value))
                .as("seed %d, batch %d", seed, batch)
                .isEqualTo(twin.append(twin.seriesRef(labels), at, value));
          }
          if (random.nextInt(10) > 0) {
            ours.commit();
            twin.commit();
          }
        }
        if (batch % 10 == 0) {
          compare(tsdb, naive, random, time, seed);
        }
      }
    }
  }

  private static Labels randomLabels(Random random) {
    LabelsBuilder labels = new LabelsBuilder();
    labels.set("__name__", "v" + random.nextInt(3));
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        labels.set(name, "v" + random.nextInt(name.equals("instance") ? 100 : 4));
      }
    }
    return labels.build();
  }

  private static void compare(Tsdb tsdb, NaiveStore naive, Random random, long now, long seed) {
    for (int i = 0; i < 20; i++) {
      Matcher[] matchers = new Matcher[1 + random.nextInt(3)];
      for (int m = 0; m < matchers.length; m++) {
        matchers[m] =
            Matcher.of(
                TYPES.get(random.nextInt(TYPES.size())),
                NAMES[random.nextInt(NAMES.length)],
                PATTERNS[random.nextInt(PATTERNS.length)]);
      }
      long from = now - random.nextInt(200_000);
      long to = from + random.nextInt(100_000);
      String what = "seed " + seed + ", " + List.of(matchers) + " " + from + ".." + to;
      assertThat(Reading.select(tsdb, from, to, matchers))
          .as(what)
          .isEqualTo(Reading.select(naive, from, to, matchers));
      try (Querier ours = tsdb.querier(from, to);
          Querier twin = naive.querier(from, to)) {
        int limit = random.nextInt(4);
        assertThat(ours.labelNames(List.of(matchers), limit))
            .as(what)
            .isEqualTo(twin.labelNames(List.of(matchers), limit));
        assertThat(ours.labelValues("instance", List.of(matchers), limit))
            .as(what)
            .isEqualTo(twin.labelValues("instance", List.of(matchers), limit));
      }
    }
  }
}
