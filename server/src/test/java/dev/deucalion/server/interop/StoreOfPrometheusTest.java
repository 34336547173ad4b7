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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data directory that Prometheus wrote, with blocks of several levels and checkpoints. It is
 * killed in the middle and started again, and each time the store has what Prometheus had.
 *
 * <p>Prometheus 2.42 may lose samples out of order by a kill: it takes for granted that chunks of
 * them, which it has in its memory only, are in the files. The store must have all of which
 * Prometheus knew before.
 */
@Tag("interop")
class StoreOfPrometheusTest {
  private static final int LIVES = 3;
  private static final int STEPS_PER_LIFE = 150;
  private static final long RANGE_MS = Duration.ofHours(4).toMillis();

  @Test
  void readsWhatItLeft(@TempDir Path directory) throws Exception {
    Peers.installed("prometheus");
    Path config = PrometheusStore.config(directory);
    long startMs = Clock.SYSTEM.nowMs() - RANGE_MS;
    StoreHistory history = new StoreHistory(5, startMs, StoreHistory.Kinds.ALL);
    RawSamples sent = new RawSamples();
    for (int life = 0; life < LIVES; life++) {
      RawSamples answered;
      try (Peer prometheus = Peers.prometheus(directory, config, PrometheusStore.FLAGS)) {
        for (int i = 0; i < STEPS_PER_LIFE; i++) {
          List<StoreHistory.Entry> batch = history.next();
          RemoteWrite.send(prometheus.base(), batch);
          sent.addAll(batch);
        }
        answered = RawSamples.of(prometheus.api(), startMs, history.nowMs());
        prometheus.kill();
      }
      RawSamples inOrder = sent.without(StoreHistory.LATE);
      assertThat(answered.without(StoreHistory.LATE).difference(inOrder))
          .as("Prometheus itself")
          .isEmpty();
      Path copy = DirectoryCopy.of(directory.resolve("data"), directory.resolve("copy" + life));
      compare(copy, sent, answered, "life " + life);
    }
  }

  private static void compare(Path dir, RawSamples sent, RawSamples answered, String place)
      throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      RawSamples found = RawSamples.in(tsdb);
      assertThat(found.lacks(answered)).as("lacks, %s", place).isEmpty();
      assertThat(sent.lacks(found)).as("never sent, %s", place).isEmpty();
      RawSamples inOrder = sent.without(StoreHistory.LATE);
      assertThat(found.without(StoreHistory.LATE).difference(inOrder)).as(place).isEmpty();
    }
    assertThat(StoreChecker.problems(FileOps.SYSTEM, dir)).as(place).isEmpty();
  }
}
