package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Series ended and went into blocks early, which the log tells by tombstones. Prometheus opens the
 * directory, has their samples, and those of one that came back.
 */
@Tag("interop")
class DepartedSeriesTest {
  private static final Labels ENDED = Labels.of("__name__", "ended");
  private static final Labels BACK = Labels.of("__name__", "back");
  private static final Labels LATER = Labels.of("__name__", "later");
  private static final int SAMPLES = 10;

  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(PrometheusStore.MIN_BLOCK_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withStaleSeriesThreshold(0.5));

  private final RawSamples expected = new RawSamples();

  /** Appends samples at the steps of a history. */
  private void append(Tsdb tsdb, Labels labels, long fromMs) throws IOException {
    for (int i = 0; i < SAMPLES; i++) {
      long timeMs = fromMs + i * StoreHistory.STEP_MS;
      append(tsdb, labels, timeMs, i);
      expected.add(new StoreHistory.Entry(labels, timeMs, new StoreHistory.FloatValue(i)));
    }
  }

  private static void append(Tsdb tsdb, Labels labels, long timeMs, double value)
      throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(labels), timeMs, value);
      batch.commit();
    }
  }

  @Test
  void prometheusHasAllOfThem(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    long block = PrometheusStore.MIN_BLOCK_MS;
    long startMs = Clock.SYSTEM.nowMs() / block * block - 4 * block;
    long endedMs = startMs + SAMPLES * StoreHistory.STEP_MS;
    long backMs = startMs + block;
    try (Tsdb tsdb = Tsdb.open(directory.resolve("data"), OPTIONS)) {
      append(tsdb, ENDED, startMs);
      append(tsdb, BACK, startMs);
      append(tsdb, ENDED, endedMs, StaleMarker.VALUE);
      append(tsdb, BACK, endedMs, StaleMarker.VALUE);
      tsdb.compactStale();
      assertThat(tsdb.stats().head().series()).isZero();
      assertThat(tsdb.blocks().stream().map(meta -> meta.compaction().hints()))
          .containsOnly(List.of(BlockMeta.FROM_STALE_SERIES));
      append(tsdb, BACK, backMs);
      append(tsdb, LATER, backMs);
      assertThat(tsdb.stats().head().series()).isEqualTo(2);
    }
    Path config = PrometheusStore.config(directory);
    try (Peer prometheus = Peers.prometheus(directory, config, PrometheusStore.FLAGS)) {
      RawSamples answered = PrometheusStore.answer(prometheus, startMs, backMs + block);
      assertThat(answered.difference(expected)).isEmpty();
      assertThat(prometheus.output()).doesNotContain("orrupt").doesNotContain("level=error");
    }
  }
}
