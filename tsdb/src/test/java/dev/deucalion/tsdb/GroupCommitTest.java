package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.file.SimulatedFiles.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Batches that come while a sync is under way share the next one. */
class GroupCommitTest {
  private static final Path DIR = Path.of("/data");
  private static final int OTHERS = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SimulatedFiles files = new SimulatedFiles(3);
  private final CountDownLatch firstSync = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<Path> syncs = new ArrayList<>();
  private boolean failsAfterTheFirst;

  private Tsdb open(long windowMs) throws IOException {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withWalSyncDelayMs(0)
            .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(windowMs));
    return Tsdb.open(DIR, options, new TsdbEnvironment(() -> 0, files, new Random(1), 1));
  }

  /** Holds the first sync up, under the lock of the files. */
  private void watch() {
    files.watch((operation, path) -> {
      if (operation != Operation.SYNC) {
        return;
      }
      syncs.add(path);
      if (syncs.size() == 1) {
        firstSync.countDown();
        awaitGoOn();
      } else if (failsAfterTheFirst) {
        throw new IOException("Input/output error");
      }
    });
  }

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A batch that is full; its commit waits for nothing but its turn. */
  private static FutureTask<Void> commit(Tsdb tsdb, long timeMs, String... series) {
    Appender batch = tsdb.appender();
    for (String each : series) {
      batch.append(batch.seriesRef(Labels.of("__name__", each)), timeMs, 1);
    }
    return new FutureTask<>(() -> {
      try (batch) {
        batch.commit();
      }
      return null;
    });
  }

  /** Starts one commit, the others while its sync is held up, and lets that go on. */
  private void run(FutureTask<Void> first, List<FutureTask<Void>> others) throws Exception {
    Thread.ofPlatform().start(first);
    firstSync.await();
    List<Thread> threads = new ArrayList<>();
    for (FutureTask<Void> each : others) {
      threads.add(Thread.ofPlatform().start(each));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    goOn.countDown();
    first.get();
  }

  private static int samples(Tsdb tsdb) {
    Matcher all = Matcher.of(MatchType.REGEX, "__name__", ".+");
    return Reading.samples(tsdb, Long.MIN_VALUE, Long.MAX_VALUE, all).values().stream()
        .mapToInt(series -> series.size())
        .sum();
  }

  @Test
  void sixteenCommitsTakeTwoSyncs() throws Exception {
    try (Tsdb tsdb = open(0)) {
      watch();
      List<FutureTask<Void>> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        others.add(commit(tsdb, 1000, "other" + i));
      }
      run(commit(tsdb, 1000, "first"), others);
      for (FutureTask<Void> each : others) {
        each.get();
      }
      assertThat(syncs).hasSize(2);
      assertThat(samples(tsdb)).isEqualTo(1 + OTHERS);
      files.watch((operation, path) -> {});
    }
    try (Tsdb tsdb = open(0)) {
      assertThat(samples(tsdb)).isEqualTo(1 + OTHERS);
    }
  }

  @Test
  void aSyncThatFailsRefusesAllThatSharedIt() throws Exception {
    try (Tsdb tsdb = open(0)) {
      failsAfterTheFirst = true;
      watch();
      List<FutureTask<Void>> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        others.add(commit(tsdb, 1000, "other" + i));
      }
      run(commit(tsdb, 1000, "first"), others);
      for (FutureTask<Void> each : others) {
        assertThatThrownBy(each::get)
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseMessage("Input/output error");
      }
      assertThat(samples(tsdb)).isEqualTo(1);
      files.watch((operation, path) -> {});
    }
    try (Tsdb tsdb = open(0)) {
      assertThat(samples(tsdb)).isEqualTo(1);
    }
  }

  /** Of what they wrote together each batch is there as a whole or not at all. */
  @Test
  void anEndOfTheWorldTearsNoneOfThem() throws Exception {
    List<SimulatedFiles> left = new ArrayList<>();
    try (Tsdb tsdb = open(0)) {
      files.watch((operation, path) -> {
        if (goOn.getCount() == 0) {
          left.add(files.afterKill());
          left.add(files.afterPowerLoss());
          left.add(files.afterPowerLoss());
        } else if (operation == Operation.SYNC) {
          firstSync.countDown();
          awaitGoOn();
        }
      });
      List<FutureTask<Void>> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        others.add(commit(tsdb, 1000, "a" + i, "b" + i));
      }
      run(commit(tsdb, 1000, "first"), others);
      for (FutureTask<Void> each : others) {
        each.get();
      }
      files.watch((operation, path) -> {});
    }
    assertThat(left).hasSizeGreaterThan(6);
    for (SimulatedFiles world : left) {
      checkNoneIsTorn(world);
    }
  }

  private static void checkNoneIsTorn(SimulatedFiles world) throws IOException {
    TsdbEnvironment environment = new TsdbEnvironment(() -> 0, world, new Random(1), 1);
    try (Tsdb tsdb = Tsdb.open(DIR, TsdbOptions.DEFAULTS, environment)) {
      Set<Labels> found = Reading.all(tsdb, Long.MIN_VALUE, Long.MAX_VALUE).keySet();
      assertThat(found).contains(Labels.of("__name__", "first"));
      for (int i = 0; i < OTHERS; i++) {
        assertThat(found.contains(Labels.of("__name__", "a" + i)))
            .as("batch %d", i)
            .isEqualTo(found.contains(Labels.of("__name__", "b" + i)));
      }
    }
  }

  /** Which of them is late is known only when the others are in the store. */
  @Test
  void batchesOfOneSeriesAreJudgedOneAfterTheOther() throws Exception {
    try (Tsdb tsdb = open(1_000_000)) {
      watch();
      List<FutureTask<Void>> others = new ArrayList<>();
      for (int i = 0; i < OTHERS; i++) {
        others.add(commit(tsdb, 100_000 - i, "same"));
      }
      run(commit(tsdb, 50_000, "same"), others);
      for (FutureTask<Void> each : others) {
        each.get();
      }
      assertThat(samples(tsdb)).isEqualTo(1 + OTHERS);
      files.watch((operation, path) -> {});
    }
    try (Tsdb tsdb = open(1_000_000)) {
      assertThat(samples(tsdb)).isEqualTo(1 + OTHERS);
    }
  }
}
