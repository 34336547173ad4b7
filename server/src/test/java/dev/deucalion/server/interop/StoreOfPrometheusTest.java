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
    StoreHistory history = new StoreHistory(5, startMs, StoreHistory.Kinds.IN_ORDER);
    RawSamples expected = new RawSamples();
    for (int life = 0; life < LIVES; life++) {
      try (Peer prometheus = Peers.prometheus(directory, config, PrometheusStore.FLAGS)) {
        for (int i = 0; i < STEPS_PER_LIFE; i++) {
          List<StoreHistory.Entry> batch = history.next();
          RemoteWrite.send(prometheus.base(), batch);
          expected.addAll(batch);
        }
        RawSamples answered = RawSamples.of(prometheus.api(), startMs, history.nowMs());
        assertThat(answered.difference(expected)).as("Prometheus itself").isEmpty();
        prometheus.kill();
      }
      Path copy = DirectoryCopy.of(directory.resolve("data"), directory.resolve("copy" + life));
      compare(copy, expected, "life " + life);
    }
  }

  private static void compare(Path dir, RawSamples expected, String place) throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      assertThat(RawSamples.in(tsdb).difference(expected)).as(place).isEmpty();
      assertThat(expected.difference(RawSamples.in(tsdb))).as(place).isEmpty();
    }
    assertThat(StoreChecker.problems(FileOps.SYSTEM, dir)).as(place).isEmpty();
  }
}
