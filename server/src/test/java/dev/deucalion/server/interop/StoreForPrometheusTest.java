package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.block.InOrderEndFile;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus and promtool read a data directory of ours: blocks of several levels, log and
 * checkpoint, head chunks, deletions; also of a store that was killed.
 */
@Tag("interop")
class StoreForPrometheusTest {
  private static final int STEPS = 300;
  private static final int STEPS_PER_COMPACTION = 25;
  private static final int STEPS_AT_KILL = 40;
  private static final int STEPS_BEFORE_KILL = 5;

  private static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withChunkRangeMs(PrometheusStore.MIN_BLOCK_MS)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withMaxBlockRangeMs(PrometheusStore.MAX_BLOCK_MS)
                  .withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(
              ReloadableOptions.DEFAULTS
                  .withOutOfOrderWindowMs(StoreHistory.OUT_OF_ORDER_WINDOW_MS)
                  .withMaxExemplars(1000));

  @TempDir private Path directory;
  private final long startMs = Clock.SYSTEM.nowMs() - Duration.ofHours(3).toMillis();
  private final StoreHistory history = new StoreHistory(9, startMs, StoreHistory.Kinds.ALL);
  private final RawSamples expected = new RawSamples();

  @BeforeEach
  void needPeers() {
    Peers.installed("prometheus");
    Peers.installed("promtool");
  }

  private Tsdb live() throws IOException {
    Tsdb tsdb = Tsdb.open(directory.resolve("data"), OPTIONS);
    for (int i = 0; i < STEPS; i++) {
      append(tsdb);
      if (i % STEPS_PER_COMPACTION == 0) {
        tsdb.compact();
      }
      if (i == STEPS / 2) {
        delete(tsdb);
      }
    }
    assertThat(tsdb.blocks())
        .hasSizeGreaterThan(2)
        .anyMatch(block -> block.compaction().level() > 1);
    assertThat(RawSamples.in(tsdb).difference(expected)).isEmpty();
    return tsdb;
  }

  private void append(Tsdb tsdb) throws IOException {
    List<StoreHistory.Entry> entries = history.next();
    try (Appender batch = tsdb.appender()) {
      for (StoreHistory.Entry entry : entries) {
        long ref = batch.seriesRef(entry.labels());
        AppendResult result =
            switch (entry.value()) {
              case StoreHistory.FloatValue(double value) ->
                  batch.append(ref, entry.timeMs(), value);
              case StoreHistory.HistogramValue(Histogram histogram) ->
                  batch.append(ref, entry.timeMs(), histogram);
              case StoreHistory.ExemplarValue(Exemplar exemplar) ->
                  batch.appendExemplar(ref, exemplar);
            };
        assertThat(result).as("%s", entry).isEqualTo(AppendResult.APPENDED);
      }
      batch.commit();
    }
    expected.addAll(entries);
  }

  private void delete(Tsdb tsdb) throws IOException {
    long fromMs = startMs + 40 * StoreHistory.STEP_MS;
    long toMs = history.nowMs() - 10 * StoreHistory.STEP_MS;
    tsdb.delete(fromMs, toMs, List.of(Matcher.of(MatchType.REGEX, "__name__", "m[12]")));
    expected.delete("__name__=\"m1\"", fromMs, toMs);
    expected.delete("__name__=\"m2\"", fromMs, toMs);
  }

  @Test
  void promtoolPrintsWhatWeHold() throws Exception {
    List<BlockMeta> blocks;
    try (Tsdb tsdb = live()) {
      blocks = tsdb.blocks();
    }
    Path data = DirectoryCopy.of(directory.resolve("data"), directory.resolve("copy"));
    RawSamples dumped = RawSamples.dumped(promtool("tsdb", "dump", data.toString()));
    assertThat(dumped.without("late").difference(dumpable(blocks).without("late"))).isEmpty();
    assertThat(dumped.lacks(floatsIn(data, blocks))).as("not dumped of the blocks").isEmpty();
    assertThat(expected.lacks(dumped)).as("never appended").isEmpty();
    String list = promtool("tsdb", "list", data.toString());
    for (BlockMeta block : blocks) {
      assertThat(list.lines().filter(line -> line.startsWith(block.ulid())).toList())
          .singleElement()
          .asString()
          .matches(
              "\\S+\\s+%d\\s+%d\\s.*\\s%d\\s+%d\\s+%d\\s+.*"
                  .formatted(
                      block.minTimeMs(),
                      block.maxTimeMs(),
                      block.stats().samples(),
                      block.stats().chunks(),
                      block.stats().series()));
      assertThat(promtool("tsdb", "analyze", data.toString(), block.ulid()))
          .contains("\nSeries: " + block.stats().series() + "\n");
    }
  }

  /** The floats of blocks, late ones too. */
  private static RawSamples floatsIn(Path data, List<BlockMeta> blocks) throws IOException {
    RawSamples all = new RawSamples();
    for (BlockMeta meta : blocks) {
      try (Block block = Block.open(FileOps.SYSTEM, data.resolve(meta.ulid()))) {
        all.addAll(RawSamples.in(block));
      }
    }
    return all.floats();
  }

  /**
   * What the dump prints of all samples, but for late ones that are not in blocks. It takes the end
   * of the newest block for the beginning of the log, also where that block has late samples only.
   */
  private RawSamples dumpable(List<BlockMeta> blocks) {
    long inOrderEndMs =
        blocks.stream()
            .filter(block -> block.compaction().hints().isEmpty())
            .mapToLong(BlockMeta::maxTimeMs)
            .max()
            .orElseThrow();
    RawSamples floats = expected.floats();
    floats.delete("", inOrderEndMs, blocks.getLast().maxTimeMs() - 1);
    return floats;
  }

  @Test
  void prometheusAnswersAsWeDo() throws Exception {
    live().close();
    // A file of ours beside the log is none of its business.
    InOrderEndFile.write(FileOps.SYSTEM, directory.resolve("data").resolve("wal"), startMs);
    compare(directory.resolve("data"), "closed");
  }

  @Test
  void prometheusAnswersAsWeDoAfterAKill() throws Exception {
    try (Tsdb tsdb = live()) {
      compare(DirectoryCopy.of(directory.resolve("data"), directory.resolve("killed")), "killed");
      assertThat(tsdb.blocks()).isNotEmpty();
    }
  }

  /** Prometheus goes on where we stopped, compacts, and we go on where it was killed. */
  private void compare(Path data, String place) throws IOException {
    List<String> flags = new ArrayList<>(List.of(PrometheusStore.FLAGS));
    flags.add("--storage.tsdb.path=" + data);
    Path config = PrometheusStore.config(directory);
    RawSamples more = expected.copy();
    SendsUntilKill sends;
    try (Peer prometheus = Peers.prometheus(directory, config, flags.toArray(String[]::new))) {
      RawSamples answered = PrometheusStore.answer(prometheus, startMs, history.nowMs());
      assertThat(answered.difference(more)).as(place).isEmpty();
      assertThat(prometheus.output()).doesNotContain("orrupt").doesNotContain("level=error");
      for (int i = 0; i < 2 * STEPS_PER_COMPACTION; i++) {
        List<StoreHistory.Entry> entries = history.next();
        RemoteWrite.send(prometheus.base(), entries);
        more.addAll(entries);
      }
      sends = SendsUntilKill.run(prometheus, lastBatches(), STEPS_BEFORE_KILL);
    }
    more.addAll(sends.acknowledged().without(StoreHistory.LATE));
    RawSamples tried = more.copy();
    tried.addAll(sends.tried());
    CheckpointGap gap = CheckpointGap.of(data.resolve("wal"));
    try (Tsdb tsdb = Tsdb.open(data, OPTIONS)) {
      RawSamples found = RawSamples.in(tsdb);
      assertThat(found.lacks(gap.without(more))).as("%s, back again", place).isEmpty();
      assertThat(tried.lacks(found)).as("%s, never sent", place).isEmpty();
    }
  }

  private List<List<StoreHistory.Entry>> lastBatches() {
    List<List<StoreHistory.Entry>> batches = new ArrayList<>();
    for (int i = 0; i < STEPS_AT_KILL; i++) {
      batches.add(history.next());
    }
    return batches;
  }

  private String promtool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Peers.installed("promtool").toString());
    command.addAll(List.of(arguments));
    Tool.Result result = Tool.run(directory, "", command);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }
}
