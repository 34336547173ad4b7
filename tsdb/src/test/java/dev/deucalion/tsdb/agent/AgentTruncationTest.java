package dev.deucalion.tsdb.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.leak.LeakCheck;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How an agent's log is shortened, and what stays of series. */
@ExtendWith(LeakCheck.class)
class AgentTruncationTest {
  private static final long HOUR_MS = 3_600_000;

  /** One page a segment. */
  private static final AgentOptions SMALL =
      AgentOptions.DEFAULTS
          .withWal(new WalOptions(32 << 10, Compression.NONE, 1000))
          .withTruncation(HOUR_MS, 1000, HOUR_MS);

  private final AtomicLong nowMs = new AtomicLong();
  private final AtomicLong sentMs = new AtomicLong();

  @TempDir private Path dir;

  private AgentStore open() throws IOException {
    return open(dir);
  }

  private static Labels labels(String name) {
    return Labels.of("__name__", name, "padding", "x".repeat(200));
  }

  private static void append(AgentStore store, List<String> names, long timeMs) throws IOException {
    try (Appender batch = store.appender()) {
      for (String name : names) {
        assertThat(batch.append(batch.seriesRef(labels(name)), timeMs, (double) timeMs))
            .isEqualTo(AppendResult.APPENDED);
      }
      batch.commit();
    }
  }

  private static List<String> names(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
    return names;
  }

  /** Writes several segments; returns the time of the last sample. */
  private static long write(AgentStore store, List<String> names, long fromMs) throws IOException {
    long timeMs = fromMs;
    for (long end = store.stats().log().segment() + 6; store.stats().log().segment() < end; ) {
      append(store, names, timeMs++);
    }
    return timeMs - 1;
  }

  @Test
  void whatWasSentGoesAndSeriesStay() throws Exception {
    long lastMs;
    try (AgentStore store = open()) {
      lastMs = write(store, names("a", 200), 10_000);
      sentMs.set(lastMs + 1001);
      append(store, names("a", 200), lastMs + 1);
      store.truncate();
      assertThat(store.stats().activeSeries()).isEqualTo(200);
      assertThat(store.stats().log().checkpoints().created()).isEqualTo(1);
    }
    LogContent content = LogContent.of(dir);
    assertThat(content.refs()).isEqualTo(200);
    assertThat(content.unknown()).isZero();
    assertThat(content.samples()).doesNotContain("a0@10000=10000.0");
    assertThat(content.samples()).contains("a0@" + (lastMs + 1) + "=" + (lastMs + 1.0));
  }

  @Test
  void whatWasNotSentStaysUpToTheGreatestAge() throws Exception {
    try (AgentStore store = open()) {
      long lastMs = write(store, names("a", 200), 10_000);
      sentMs.set(5_000);
      nowMs.set(lastMs);
      store.truncate();
      nowMs.set(10_000 + HOUR_MS + 1);
    }
    assertThat(LogContent.of(dir).samples()).contains("a0@10000=10000.0");
    try (AgentStore store = open()) {
      write(store, names("b", 200), nowMs.get());
      store.truncate();
    }
    assertThat(LogContent.of(dir).samples()).doesNotContain("a0@10000=10000.0");
  }

  @Test
  void seriesWithoutSamplesGoAndAreMadeAnew() throws Exception {
    try (AgentStore store = open()) {
      long lastMs = write(store, names("a", 200), 10_000);
      sentMs.set(lastMs + 2000);
      store.truncate();
      assertThat(store.stats().activeSeries()).isZero();
      assertThat(store.stats().departedSeries()).isEqualTo(200);
      append(store, List.of("a3"), lastMs - 5);
      assertThat(store.stats().activeSeries()).isEqualTo(1);
      write(store, names("b", 200), lastMs + 3000);
      store.truncate();
      store.truncate();
    }
    LogContent content = LogContent.of(dir);
    assertThat(content.unknown()).isZero();
  }

  @Test
  void aBatchThatWasOpenMakesItsSeriesAnew() throws Exception {
    try (AgentStore store = open()) {
      append(store, List.of("a"), 10);
      try (Appender batch = store.appender()) {
        long ref = batch.seriesRef(labels("a"));
        batch.append(ref, 20, 20);
        nowMs.set(2 * HOUR_MS);
        store.truncate();
        append(store, names("other", 50), 2 * HOUR_MS);
        batch.commit();
      }
      assertThat(store.stats().activeSeries()).isEqualTo(51);
      try (Appender batch = store.appender()) {
        assertThat(batch.append(batch.seriesRef(labels("a")), 20, 1))
            .isEqualTo(AppendResult.OUT_OF_ORDER);
      }
    }
    LogContent content = LogContent.of(dir);
    assertThat(content.samples()).contains("a@20=20.0").doesNotContain("other0@20=20.0");
  }

  /** Random lives: nothing in the log is without its series, and no young sample is missing. */
  @Test
  void noSampleIsLostOrNamesTheWrongSeries() throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      Random random = new Random(seed);
      Path life = dir.resolve("life" + seed);
      List<String> young = new ArrayList<>();
      long timeMs = 10_000;
      AgentStore store = open(life);
      for (int step = 0; step < 300; step++) {
        timeMs += 1 + random.nextInt(50);
        List<String> names = names("s" + random.nextInt(4) + "_", 1 + random.nextInt(60));
        append(store, names, timeMs);
        for (String name : names) {
          young.add(name + "@" + timeMs + "=" + (double) timeMs);
        }
        if (random.nextInt(20) == 0) {
          sentMs.set(timeMs);
          long keptFromMs = timeMs - 1000;
          young.removeIf(sample -> Long.parseLong(sample.replaceAll(".*@|=.*", "")) < keptFromMs);
          store.truncate();
        }
        if (random.nextInt(30) == 0) {
          store.close();
          store = open(life);
        }
      }
      store.close();
      LogContent content = LogContent.of(life);
      assertThat(content.unknown()).as("seed %d", seed).isZero();
      assertThat(content.samples()).as("seed %d", seed).containsAll(young);
    }
  }

  private AgentStore open(Path life) throws IOException {
    return AgentStore.open(
        life,
        SMALL,
        new AgentStore.Surroundings(nowMs::get, FileOps.SYSTEM, 42, sentMs::get),
        new ReplayProgress());
  }
}
