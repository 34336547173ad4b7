package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a block answers is what a scan of all its series finds. */
class BlockQuerierTest {
  private static final String[] NAMES = {"__name__", "job", "instance", "ü", "\ud83d\ude00"};
  private static final List<MatchType> TYPES = List.of(MatchType.values());
  private static final String[] PATTERNS = {
    "", "v1", "v1|v3|nothing", "v1|", "v.", "v.+", ".*", ".+", "v[0-4]?", "(v1.*|)", "[^v]*", "v1.?"
  };

  @TempDir private Path dir;

  private static ListedSeries randomSeries(Random random) {
    ListedSeries series = new ListedSeries();
    int count = 1 + random.nextInt(120);
    for (int i = 0; i < count; i++) {
      List<String> pairs = new ArrayList<>();
      for (String name : NAMES) {
        if (name.equals("__name__") || random.nextBoolean()) {
          pairs.add(name);
          pairs.add("v" + random.nextInt(name.equals("instance") ? 90 : 7));
        }
      }
      Labels labels = Labels.of(pairs.toArray(String[]::new));
      long time = random.nextInt(5000);
      for (int k = random.nextInt(300); k >= 0; k--) {
        series.add(labels, time, random.nextInt(1000));
        time += 1 + random.nextInt(100);
      }
    }
    return series;
  }

  private Block write(ListedSeries series) throws IOException {
    BlockMeta planned =
        Blocks.planned(Ulid.create(dir.toFile().list().length, new Random(1)), 0, 99_999);
    BlockMeta meta =
        new BlockWriter(FileOps.SYSTEM, dir, 4096).write(planned, series).orElseThrow();
    return Block.open(FileOps.SYSTEM, dir.resolve(meta.ulid()));
  }

  private static List<Matcher> randomMatchers(Random random) {
    List<Matcher> matchers = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = random.nextInt(8) == 0 ? "absent" : NAMES[random.nextInt(NAMES.length)];
      MatchType type = TYPES.get(random.nextInt(TYPES.size()));
      matchers.add(Matcher.of(type, name, PATTERNS[random.nextInt(PATTERNS.length)]));
    }
    return matchers;
  }

  private static boolean matches(Labels labels, List<Matcher> matchers) {
    return matchers.stream().allMatch(m -> m.matches(labels.get(m.name())));
  }

  private static Map<Labels, Map<Long, Long>> expected(
      ListedSeries series, List<Matcher> matchers, long minTimeMs, long maxTimeMs) {
    Map<Labels, Map<Long, Long>> expected = new TreeMap<>();
    series
        .series()
        .forEach((labels, samples) -> {
          SortedMap<Long, Double> inRange = samples.subMap(minTimeMs, maxTimeMs + 1);
          if (matches(labels, matchers) && !inRange.isEmpty()) {
            Map<Long, Long> bits = new TreeMap<>();
            inRange.forEach((time, value) -> bits.put(time, Double.doubleToRawLongBits(value)));
            expected.put(labels, bits);
          }
        });
    return expected;
  }

  @Test
  void findsWhatAScanFinds() throws Exception {
    for (long seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      ListedSeries series = randomSeries(random);
      try (Block block = write(series)) {
        for (int i = 0; i < 60; i++) {
          List<Matcher> matchers = randomMatchers(random);
          long from = random.nextLong(20_000) - 1000;
          long to = from + random.nextInt(20_000);
          assertThat(Reading.select(block, from, to, matchers.toArray(Matcher[]::new)))
              .as("seed %d, %s from %d to %d", seed, matchers, from, to)
              .isEqualTo(expected(series, matchers, from, to));
        }
      }
    }
  }

  @Test
  void listsWhatAScanFinds() throws Exception {
    for (long seed = 100; seed < 112; seed++) {
      Random random = new Random(seed);
      ListedSeries series = randomSeries(random);
      try (Block block = write(series);
          Querier querier = block.querier(0, 99_999)) {
        for (int i = 0; i < 40; i++) {
          List<Matcher> matchers = i == 0 ? List.of() : randomMatchers(random);
          String name = NAMES[random.nextInt(NAMES.length)];
          TreeSet<String> names = new TreeSet<>();
          TreeSet<String> values = new TreeSet<>();
          for (Labels labels : series.series().keySet()) {
            if (matches(labels, matchers)) {
              labels.forEach((n, v) -> names.add(n));
              values.add(labels.get(name));
            }
          }
          values.remove("");
          String as = "seed " + seed + ", " + name + " of " + matchers;
          assertThat(querier.labelNames(matchers, 0)).as(as).containsExactlyElementsOf(names);
          assertThat(querier.labelValues(name, matchers, 0))
              .as(as)
              .containsExactlyElementsOf(values);
          assertThat(querier.labelValues(name, matchers, 2))
              .as(as)
              .containsExactlyElementsOf(values.stream().limit(2).toList());
        }
      }
    }
  }

  @Test
  void seriesComeSortedAndOnlyWithChunksInTheRange() throws Exception {
    ListedSeries series =
        new ListedSeries()
            .add(Labels.of("a", "2"), 10, 1)
            .add(Labels.of("a", "1"), 20, 1)
            .add(Labels.of("a", "\uff00"), 10, 1)
            .add(Labels.of("a", "\ud83d\ude00"), 10, 1);
    try (Block block = write(series);
        Querier querier = block.querier(0, 15)) {
      SeriesSet set = select(querier, Matcher.of(MatchType.REGEX, "a", ".+"));
      List<Labels> found = new ArrayList<>();
      for (int i = 0; i < set.size(); i++) {
        found.add(set.labels(i));
      }
      assertThat(found)
          .containsExactly(
              Labels.of("a", "2"), Labels.of("a", "\uff00"), Labels.of("a", "\ud83d\ude00"));
    }
  }

  private static SeriesSet select(Querier querier, Matcher matcher) {
    return querier
        .select(List.of(new SeriesSelector(List.of(matcher), Long.MIN_VALUE, Long.MAX_VALUE, true)))
        .getFirst();
  }

  @Test
  void aRangeOutsideOfTheBlockFindsNothing() throws Exception {
    try (Block block = write(new ListedSeries().add(Labels.of("a", "1"), 10, 1));
        Querier before = block.querier(-9, -1);
        Querier after = block.querier(99_999, 200_000)) {
      for (Querier querier : List.of(before, after)) {
        assertThat(querier.labelNames(List.of(), 0)).isEmpty();
        assertThat(querier.labelValues("a", List.of(), 0)).isEmpty();
        assertThat(select(querier, Matcher.equal("a", "1")).size()).isZero();
      }
    }
  }

  @Test
  void readersKeepAClosedBlockReadable() throws Exception {
    ListedSeries series = randomSeries(new Random(7));
    Block block = write(series);
    Querier querier = block.querier(0, 99_999);
    SeriesSet set = select(querier, Matcher.of(MatchType.REGEX, "__name__", ".*"));
    block.close();
    block.close();
    FileTree.delete(FileOps.SYSTEM, block.dir());
    assertThat(Reading.read(set, 100)).isEqualTo(expected(series, List.of(), 0, 99_999));
    assertThatThrownBy(() -> block.querier(0, 1)).isInstanceOf(IllegalStateException.class);
    querier.close();
    querier.close();
    assertThatThrownBy(() -> set.labels(0)).isInstanceOf(IllegalStateException.class);
  }
}
