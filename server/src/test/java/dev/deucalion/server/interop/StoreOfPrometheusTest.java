package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data directory that Prometheus wrote, with blocks of several levels and checkpoints. It is
 * killed in the middle and started again, and each time the store has all of which Prometheus knew.
 *
 * <p>Prometheus 2.42 itself may lose samples by a kill, and must not be asked for them afterwards:
 * those out of order, as it takes for granted that chunks of them, which it has in its memory only,
 * are in the files; and those in order that {@link UncutRange} and {@link CheckpointGap} tell of.
 */
@Tag("interop")
class StoreOfPrometheusTest {
  private static final int LIVES = 3;
  private static final int STEPS_PER_LIFE = 150;
  private static final int STEPS_AT_KILL = 40;
  private static final int STEPS_BEFORE_KILL = 5;
  private static final long RANGE_MS = Duration.ofHours(4).toMillis();

  private final long startMs = Clock.SYSTEM.nowMs() - RANGE_MS;
  private final StoreHistory history = new StoreHistory(5, startMs, StoreHistory.Kinds.ALL);

  /** What Prometheus acknowledged, and of the batches that kills hit what it had afterwards. */
  private final RawSamples sent = new RawSamples();

  /** All that it may have. */
  private final RawSamples tried = new RawSamples();

  /** Samples in order that Prometheus lost. */
  private final RawSamples lost = new RawSamples();

  private UncutRange uncut = UncutRange.NONE;
  private CheckpointGap gap = CheckpointGap.NONE;

  @Test
  void readsWhatItLeft(@TempDir Path directory) throws Exception {
    Peers.installed("prometheus");
    Path config = PrometheusStore.config(directory);
    for (int life = 0; life < LIVES; life++) {
      RawSamples answered;
      SendsUntilKill sends;
      try (Peer prometheus = Peers.prometheus(directory, config, PrometheusStore.FLAGS)) {
        RawSamples begun = PrometheusStore.answer(prometheus, startMs, history.nowMs());
        assertThat(tried.lacks(begun)).as("never sent, Prometheus itself").isEmpty();
        noteLosses(begun);
        for (int i = 0; i < STEPS_PER_LIFE; i++) {
          List<StoreHistory.Entry> batch = history.next();
          RemoteWrite.send(prometheus.base(), batch);
          sent.addAll(batch);
        }
        tried.addAll(sent);
        answered = PrometheusStore.answer(prometheus, startMs, history.nowMs());
        assertThat(answered.without(StoreHistory.LATE).difference(inOrder().minus(lost)))
            .as("Prometheus itself")
            .isEmpty();
        sends = SendsUntilKill.run(prometheus, batches(STEPS_AT_KILL), STEPS_BEFORE_KILL);
      }
      sent.addAll(sends.acknowledged());
      tried.addAll(sends.tried());
      answered.addAll(sends.acknowledged().without(StoreHistory.LATE));
      Path copy = DirectoryCopy.of(directory.resolve("data"), directory.resolve("copy" + life));
      compare(copy, answered, "life " + life);
    }
  }

  private List<List<StoreHistory.Entry>> batches(int count) {
    List<List<StoreHistory.Entry>> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(history.next());
    }
    return batches;
  }

  private RawSamples inOrder() {
    return sent.without(StoreHistory.LATE);
  }

  /** Notes what Prometheus lost by the kill; until the end of its blocks it takes nothing now. */
  private void noteLosses(RawSamples answered) {
    sent.addAll(answered);
    RawSamples missing = inOrder().minus(lost).minus(answered);
    RawSamples unexplained = gap.without(missing);
    unexplained.delete("", uncut.fromMs(), uncut.toMs() - 1);
    assertThat(new RawSamples().lacks(unexplained)).as("lost without a reason").isEmpty();
    lost.addAll(missing);
    while (history.nowMs() < uncut.toMs()) {
      history.next();
    }
  }

  private void compare(Path dir, RawSamples answered, String place) throws IOException {
    gap = CheckpointGap.of(dir.resolve("wal"));
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      uncut = UncutRange.of(tsdb.blocks());
      RawSamples found = RawSamples.in(tsdb);
      assertThat(found.lacks(gap.without(answered))).as("lacks, %s", place).isEmpty();
      assertThat(tried.lacks(found)).as("never sent, %s", place).isEmpty();
    }
    assertThat(StoreChecker.problems(FileOps.SYSTEM, dir)).as(place).isEmpty();
  }
}
