package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.storage.SeriesSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers and readers at the same time: in each answer every series of a writer ends with the same
 * batch, over all selectors, new series included, and nothing changes while the querier is open.
 */
class IsolationTest {
  private static final int WRITERS = 3;
  private static final int READERS = 3;
  private static final int SERIES = 40;
  private static final int BATCHES = 700;

  @TempDir private Path dir;

  private static Labels series(int writer, int i, String kind) {
    return Labels.of(
        "__name__", kind, "writer", Integer.toString(writer), "i", Integer.toString(i));
  }

  /** Of no two samples the same, with bits that chunks cannot make short. */
  private static double value(Labels labels, long timeMs) {
    return timeMs + new Random(31 * timeMs + labels.hashCode()).nextDouble();
  }

  private static void write(Tsdb tsdb, int writer) throws Exception {
    for (int b = 1; b <= BATCHES; b++) {
      try (Appender batch = tsdb.appender()) {
        for (int i = 0; i < SERIES; i++) {
          Labels labels = series(writer, i, "steady");
          batch.append(batch.seriesRef(labels), b * 1000L, value(labels, b * 1000L));
        }
        batch.append(batch.seriesRef(series(writer, b, "fresh")), b * 1000L, b);
        if (b % 50 == 0) {
          batch.rollback();
          continue;
        }
        batch.commit();
      }
    }
  }

  private static void check(Tsdb tsdb, Random random) {
    String writer = Integer.toString(random.nextInt(WRITERS));
    try (Querier querier = tsdb.querier(0, Long.MAX_VALUE)) {
      List<SeriesSet> sets =
          querier.select(
              List.of(
                  Reading.selector(
                      0,
                      Long.MAX_VALUE,
                      Matcher.equal("__name__", "steady"),
                      Matcher.equal("writer", writer)),
                  Reading.selector(
                      0,
                      Long.MAX_VALUE,
                      Matcher.of(MatchType.REGEX, "i", "\\d+"),
                      Matcher.equal("__name__", "fresh"),
                      Matcher.equal("writer", writer))));
      Map<Labels, Map<Long, Long>> steady = Reading.read(sets.get(0), 97);
      Map<Labels, Map<Long, Long>> fresh = Reading.read(sets.get(1), 97);
      Set<Set<Long>> times = new HashSet<>();
      steady.values().forEach(samples -> times.add(samples.keySet()));
      assertThat(times.size()).isLessThanOrEqualTo(1);
      assertThat(steady.size()).isIn(0, SERIES);
      Set<Long> freshTimes = new HashSet<>();
      fresh.values().forEach(samples -> freshTimes.addAll(samples.keySet()));
      assertThat(freshTimes).isEqualTo(times.isEmpty() ? Set.of() : times.iterator().next());
      steady.forEach((labels, samples) ->
          samples.forEach((time, bits) ->
              assertThat(Double.longBitsToDouble(bits)).isEqualTo(value(labels, time))));
      assertThat(Reading.read(sets.get(0), 300)).isEqualTo(steady);
    }
  }

  private static void run(Tsdb tsdb, long seed) throws Exception {
    AtomicInteger running = new AtomicInteger(WRITERS);
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS)) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        tasks.add(() -> {
          try {
            write(tsdb, writer);
          } finally {
            running.decrementAndGet();
          }
          return 1;
        });
      }
      for (int r = 0; r < READERS; r++) {
        Random random = new Random(seed + r);
        tasks.add(() -> {
          int checks = 0;
          do {
            check(tsdb, random);
            checks++;
          } while (running.get() > 0);
          return checks;
        });
      }
      for (Future<Integer> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).as("seed %d", seed).isPositive();
      }
    }
    for (int i = 0; i < WRITERS; i++) {
      check(tsdb, new Random(i));
    }
    var all = Reading.select(tsdb, 0, Long.MAX_VALUE, Matcher.equal("__name__", "steady"));
    assertThat(all).hasSize(WRITERS * SERIES);
    assertThat(Objects.requireNonNull(all.get(series(0, 0, "steady"))))
        .hasSize(BATCHES - BATCHES / 50);
    assertThat(tsdb.stats().head().openReaders()).isZero();
    assertThat(tsdb.stats().head().activeAppenders()).isZero();
  }

  @Test
  void inMemory() throws Exception {
    try (Tsdb tsdb = Tsdb.inMemory(TsdbOptions.DEFAULTS.withSamplesPerChunk(20))) {
      run(tsdb, 1);
    }
  }

  @Test
  void onDisk() throws Exception {
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS.withSamplesPerChunk(20))) {
      run(tsdb, 2);
    }
  }
}
