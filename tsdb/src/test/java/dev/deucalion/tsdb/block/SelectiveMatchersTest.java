package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.FileOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One matcher leaves very few series of many, so that the others are checked by the labels of these
 * rather than by lists of series: the answers are those of a scan.
 */
class SelectiveMatchersTest {
  private static final int SERIES = 4_000;
  private static final List<MatchType> TYPES = List.of(MatchType.values());
  private static final String[] NAMES = {"__name__", "job", "rare", "absent"};
  private static final String[] PATTERNS = {"", "v1", "v0|v2|nothing", "v1|", "v.", ".+", "v[02]?"};

  @TempDir private Path dir;

  private static List<Labels> manySeries(Random random) {
    List<Labels> all = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      String rare = random.nextInt(20) == 0 ? "v" + random.nextInt(3) : "";
      String name = "v" + i % 3;
      all.add(
          Labels.of(
              "__name__", name, "job", "v" + random.nextInt(2), "pod", "p" + i / 6, "rare", rare));
    }
    return new ArrayList<>(new TreeSet<>(all));
  }

  private static List<Matcher> matchers(Random random) {
    List<Matcher> matchers = new ArrayList<>();
    int pod = random.nextInt(SERIES / 6 + 2);
    matchers.add(
        random.nextBoolean()
            ? Matcher.equal("pod", "p" + pod)
            : Matcher.of(MatchType.REGEX, "pod", "p" + pod + "|p" + pod / 2));
    for (int i = random.nextInt(3); i >= 0; i--) {
      String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
      MatchType type = TYPES.get(random.nextInt(TYPES.size()));
      matchers.add(Matcher.of(type, NAMES[random.nextInt(NAMES.length)], pattern));
    }
    return matchers;
  }

  @Test
  void findWhatAScanFinds() throws Exception {
    long seed = 20_261_121;
    Random random = new Random(seed);
    List<Labels> all = manySeries(random);
    ListedSeries listed = new ListedSeries();
    all.forEach(labels -> listed.add(labels, 1, 1));
    BlockMeta planned = Blocks.planned(Ulid.create(1, new Random(1)), 0, 99_999);
    BlockMeta meta =
        new BlockWriter(FileOps.SYSTEM, dir, 4096).write(planned, listed).orElseThrow();
    try (Block block = Block.open(FileOps.SYSTEM, dir.resolve(meta.ulid()));
        Querier querier = block.querier(0, 10)) {
      for (int i = 0; i < 500; i++) {
        List<Matcher> matchers = matchers(random);
        List<Labels> expected =
            all.stream()
                .filter(labels -> matchers.stream().allMatch(m -> m.matches(labels.get(m.name()))))
                .toList();
        assertThat(Reading.select(block, 0, 10, matchers.toArray(Matcher[]::new)).keySet())
            .as("seed %d, %s", seed, matchers)
            .containsExactlyElementsOf(expected);
        TreeSet<String> pods = new TreeSet<>();
        expected.forEach(labels -> pods.add(labels.get("pod")));
        assertThat(querier.labelValues("pod", matchers, 0))
            .as("seed %d, %s", seed, matchers)
            .containsExactlyElementsOf(pods);
      }
    }
  }

  @Test
  void valuesOfManySeriesAreThoseOfAScan() throws Exception {
    Random random = new Random(1);
    List<Labels> all = manySeries(random);
    ListedSeries listed = new ListedSeries();
    all.forEach(labels -> listed.add(labels, 1, 1));
    BlockMeta planned = Blocks.planned(Ulid.create(1, new Random(1)), 0, 99_999);
    BlockMeta meta =
        new BlockWriter(FileOps.SYSTEM, dir, 4096).write(planned, listed).orElseThrow();
    try (Block block = Block.open(FileOps.SYSTEM, dir.resolve(meta.ulid()));
        Querier querier = block.querier(0, 10)) {
      for (String name : List.of("v0", "v1")) {
        for (String job : List.of("v0", "v1")) {
          TreeSet<String> pods = new TreeSet<>();
          all.stream()
              .filter(labels -> labels.metricName().equals(name) && labels.get("job").equals(job))
              .forEach(labels -> pods.add(labels.get("pod")));
          List<Matcher> matchers =
              List.of(Matcher.equal("__name__", name), Matcher.equal("job", job));
          assertThat(querier.labelValues("pod", matchers, 0)).containsExactlyElementsOf(pods);
        }
      }
    }
  }
}
