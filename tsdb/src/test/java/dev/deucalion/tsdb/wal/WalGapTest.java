package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing segments are counted and named, wherever they are; what is behind them is replayed. */
class WalGapTest {
  private static final Path DIR = Path.of("/data/wal");
  private static final Path CHECKPOINT = DIR.resolve("checkpoint.00000007");
  private static final int SEGMENTS = 12;

  /** Fill most of a page, so that a checkpoint of several has several segments, too. */
  private static final int SAMPLES = 2_500;

  private final SimulatedFiles files = new SimulatedFiles(1);

  private static WalReplay.Result replay(SimulatedFiles in, LogKind kind) throws IOException {
    return WalReplay.run(
        in, DIR, new RecordingConsumer(), new ReplayProgress(), ReplayOptions.ALL.withKind(kind));
  }

  @BeforeEach
  void writeLog() throws IOException {
    files.createDirectories(DIR);
    WalOptions options = new WalOptions(WalLayout.PAGE_BYTES, Compression.NONE, 0);
    try (WalWriter writer = new WalWriter(files, DIR, options, WalReplay.Result.EMPTY)) {
      for (int i = 0; i < SEGMENTS; i++) {
        RecordBuffer series = new RecordBuffer();
        RecordEncoder.series(series, 1, Labels.of("i", "1"));
        RecordBuffer samples = new RecordBuffer();
        for (int k = 0; k < SAMPLES; k++) {
          RecordEncoder.sample(samples, 1, i, 1000L * i + k);
        }
        writer.write(List.of(series, samples));
        writer.cut();
      }
      assertThat(writer.truncate(() -> (ref, last) -> true, Long.MIN_VALUE)).isEqualTo(7);
    }
    assertThat(files.list(CHECKPOINT)).hasSizeGreaterThan(3);
    assertThat(replay(files.afterKill(), LogKind.WRITE_AHEAD).corruptions()).isZero();
    assertThat(WalCheck.problems(files, DIR, LogKind.WRITE_AHEAD)).isEmpty();
  }

  /** Nobody can know that there was a segment behind the last one. */
  private void checkEachButTheLast(Path dir) throws IOException {
    List<Long> segments = new LogDirectory(files, dir).segments();
    for (long missing : segments.subList(0, segments.size() - 1)) {
      SimulatedFiles left = files.afterKill();
      left.delete(dir.resolve(WalLayout.segmentName(missing)));
      String problem = WalGap.problem(missing, missing + 1);
      assertThat(WalCheck.problems(left, DIR, LogKind.WRITE_AHEAD))
          .containsExactly(dir + ": " + problem);
      WalReplay.Result result = replay(left, LogKind.WRITE_AHEAD);
      assertThat(result.corruptions()).as(problem).isEqualTo(1);
      assertThat(result.nextSegment()).isEqualTo(SEGMENTS + 1);
    }
  }

  @Test
  void eachSegment() throws IOException {
    checkEachButTheLast(DIR);
  }

  @Test
  void eachSegmentOfACheckpoint() throws IOException {
    checkEachButTheLast(CHECKPOINT);
  }

  @Test
  void theCheckpoint() throws IOException {
    for (String name : files.list(CHECKPOINT)) {
      files.delete(CHECKPOINT.resolve(name));
    }
    files.delete(CHECKPOINT);
    assertThat(WalCheck.problems(files, DIR, LogKind.WRITE_AHEAD))
        .containsExactly("/data/wal: expected segment 00000000, found 00000008");
    assertThat(replay(files, LogKind.WRITE_AHEAD).corruptions()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 9})
  void aLogOfLateSamplesMayBeginAnywhere(long missing) throws IOException {
    for (String name : files.list(CHECKPOINT)) {
      files.delete(CHECKPOINT.resolve(name));
    }
    files.delete(CHECKPOINT);
    assertThat(replay(files.afterKill(), LogKind.OUT_OF_ORDER).corruptions()).isZero();
    files.delete(DIR.resolve(WalLayout.segmentName(missing)));
    int gaps = missing == 8 ? 0 : 1;
    assertThat(WalCheck.problems(files, DIR, LogKind.OUT_OF_ORDER)).hasSize(gaps);
    assertThat(replay(files, LogKind.OUT_OF_ORDER).corruptions()).isEqualTo(gaps);
  }
}
