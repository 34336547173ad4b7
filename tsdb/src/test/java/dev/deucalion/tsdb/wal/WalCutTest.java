package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A segment is cut where its consumer wants no more of it, when nobody reads it any longer: what
 * reads a mapping behind the end of its file gets a fault.
 */
class WalCutTest {
  private static final Path DIR = Path.of("/data/wal");
  private static final int BATCHES = 40;
  private static final int WANTED = 3;

  private final SimulatedFiles files = new SimulatedFiles(3);

  private List<String> replay(RecordingConsumer consumer, int threads) throws IOException {
    WalReplay.Result result =
        WalReplay.run(
            files, DIR, consumer, new ReplayProgress(), ReplayOptions.ALL.withThreads(threads));
    assertThat(result.corruptions()).isZero();
    assertThat(files.held()).isZero();
    return consumer.seen();
  }

  private void write() throws IOException {
    WalOptions options = new WalOptions(1 << 20, Compression.NONE, 0);
    files.createDirectories(DIR);
    try (WalWriter writer = new WalWriter(files, DIR, options, WalReplay.Result.EMPTY)) {
      for (int i = 0; i < BATCHES; i++) {
        RecordBuffer late = new RecordBuffer();
        RecordEncoder.sample(late, 1, i, 0);
        writer.writeAll(List.of(LogBatch.of(List.of(late), 1)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theRestIsGone(int threads) throws IOException {
    write();
    RecordingConsumer unwilling =
        new RecordingConsumer() {
          private int batches;

          @Override
          public Wanted batch(BatchMark mark) {
            return batches++ < WANTED ? Wanted.ALL : Wanted.NOTHING_MORE;
          }
        };
    List<String> wanted = replay(unwilling, threads);
    assertThat(wanted).hasSize(2 * WANTED).startsWith("sample 1 0 0.0", "end");
    assertThat(replay(new RecordingConsumer(), threads)).isEqualTo(wanted);
  }
}
