package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.compact.CompactionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as its users have it: the launcher with the jars that it assembles, not the classes
 * under test. It starts on a directory with blocks, a log compressed by another library than its
 * own and head chunks, answers, makes blocks itself and is stopped by its process id: whatever it
 * needs for that is among what it brings.
 */
@Tag("interop")
class PackagedProgramTest {
  private static final int STEPS = 120;
  private static final int STEPS_PER_COMPACTION = 25;
  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(PrometheusStore.MIN_BLOCK_MS)
          .withWalCompression(TsdbOptions.WalCompression.ZSTD)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withMaxBlockRangeMs(PrometheusStore.MAX_BLOCK_MS)
                  .withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(ReloadableOptions.DEFAULTS.withMaxExemplars(100));

  private final long startMs = Clock.SYSTEM.nowMs() - Duration.ofHours(1).toMillis();
  private final StoreHistory history = new StoreHistory(7, startMs, StoreHistory.Kinds.IN_ORDER);
  private final RawSamples expected = new RawSamples();

  @Test
  void servesBlocksAndStops(@TempDir Path directory) throws Exception {
    Path data = directory.resolve("data");
    fill(data);
    Path config = PrometheusStore.config(directory);
    Peers.buildPackaged(directory);
    try (Peer program =
        Peers.packaged(directory, config, "--web.enable-admin-api", RawSamples.EXACT_LOOKBACK)) {
      RawSamples found = RawSamples.of(program.api(), startMs, history.nowMs());
      assertThat(found.floats().difference(expected.floats())).as(program.output()).isEmpty();
      Object snapshot = program.api().post("admin/tsdb/snapshot");
      assertThat(data.resolve("snapshots").resolve(Json.at(snapshot, "name").toString()))
          .isNotEmptyDirectory();
      assertThat(data.resolve("lock")).exists();

      assertThat(program.stop()).as(program.output()).isZero();
      assertThat(program.output()).doesNotContain("level=ERROR").doesNotContain("Exception");
    }
    // It was the server that had the process id, not a script over it.
    assertThat(data.resolve("lock")).doesNotExist();
    try (Tsdb tsdb = Tsdb.open(data, OPTIONS)) {
      assertThat(RawSamples.in(tsdb).difference(expected)).isEmpty();
    }
  }

  @Test
  void theToolHasALauncherToo(@TempDir Path directory) throws Exception {
    Path rules =
        Files.writeString(
            directory.resolve("r.yml"), "groups: [{name: g, rules: [{record: a, expr: 1}]}]");
    Peers.buildPackaged(directory);
    Path promtool = Path.of(System.getProperty("project.root"), "bin", "promtool");
    assertThat(
            Tool.run(
                directory, "", List.of(promtool.toString(), "check", "rules", rules.toString())))
        .isEqualTo(new Tool.Result(0, "Checking " + rules + "\n  SUCCESS: 1 rules found\n\n"));
  }

  private void fill(Path data) throws Exception {
    try (Tsdb tsdb = Tsdb.open(data, OPTIONS)) {
      for (int i = 0; i < STEPS; i++) {
        List<StoreHistory.Entry> entries = history.next();
        try (Appender batch = tsdb.appender()) {
          for (StoreHistory.Entry entry : entries) {
            long ref = batch.seriesRef(entry.labels());
            switch (entry.value()) {
              case StoreHistory.FloatValue(double value) ->
                  batch.append(ref, entry.timeMs(), value);
              case StoreHistory.HistogramValue(Histogram histogram) ->
                  batch.append(ref, entry.timeMs(), histogram);
              case StoreHistory.ExemplarValue(var exemplar) -> batch.appendExemplar(ref, exemplar);
            }
          }
          batch.commit();
        }
        expected.addAll(entries);
        if (i % STEPS_PER_COMPACTION == 0) {
          tsdb.compact();
        }
      }
      assertThat(tsdb.blocks()).isNotEmpty();
      assertThat(RawSamples.in(tsdb).difference(expected)).isEmpty();
    }
    assertThat(data.resolve("chunks_head")).isNotEmptyDirectory();
  }
}
