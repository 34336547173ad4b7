package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.time.Clock;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.file.FileOps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deucalion is killed while it gets batches. It has all that it acknowledged, and the batch that
 * was on its way as a whole or not at all; Prometheus reads the same from its directory, of that
 * batch any part.
 */
@Tag("interop")
class KilledForPrometheusTest {
  private static final int STEPS = 120;
  private static final int MORE_STEPS = 60;
  private static final int STEPS_BEFORE_KILL = 10;

  private final long startMs = Clock.SYSTEM.nowMs() - Duration.ofHours(2).toMillis();
  private final StoreHistory history = new StoreHistory(17, startMs, StoreHistory.Kinds.ALL);

  @Test
  void whatWasAcknowledgedIsThere(@TempDir Path directory) throws Exception {
    Peers.installed("prometheus");
    Path config = PrometheusStore.config(directory);
    RawSamples acknowledged = new RawSamples();
    SendsUntilKill sends;
    try (Peer deucalion = Peers.deucalion(directory, config, PrometheusStore.FLAGS)) {
      for (List<StoreHistory.Entry> batch : batches(STEPS)) {
        RemoteWrite.send(deucalion.base(), batch);
        acknowledged.addAll(batch);
      }
      sends = SendsUntilKill.run(deucalion, batches(MORE_STEPS), STEPS_BEFORE_KILL);
    }
    acknowledged.addAll(sends.acknowledged());
    RawSamples tried = acknowledged.copy();
    tried.addAll(sends.unanswered());
    Path copy = DirectoryCopy.of(directory.resolve("data"), directory.resolve("copy"));
    try (Tsdb tsdb = Tsdb.open(copy, TsdbOptions.DEFAULTS)) {
      RawSamples found = RawSamples.in(tsdb);
      assertThat(found.difference(acknowledged).isEmpty() || found.difference(tried).isEmpty())
          .as("lacks %s; never sent: %s", found.lacks(acknowledged), tried.lacks(found))
          .isTrue();
    }
    assertThat(StoreChecker.problems(FileOps.SYSTEM, copy)).isEmpty();
    try (Peer prometheus = Peers.prometheus(directory, config, PrometheusStore.FLAGS)) {
      RawSamples answered = PrometheusStore.answer(prometheus, startMs, history.nowMs());
      assertThat(answered.lacks(acknowledged)).as("lacks").isEmpty();
      assertThat(tried.lacks(answered)).as("never sent").isEmpty();
      assertThat(prometheus.output()).doesNotContain("orrupt").doesNotContain("level=error");
    }
  }

  private List<List<StoreHistory.Entry>> batches(int count) {
    List<List<StoreHistory.Entry>> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(history.next());
    }
    return batches;
  }
}
