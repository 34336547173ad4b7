package dev.deucalion.tsdb.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of zeros within a segment, as a loss of power leaves them. */
class WalHoleTest {
  private static final int RECORDS = 40;
  private static final int SAMPLES = 300;

  @TempDir private Path dir;

  private List<String> replay(int corruptions) throws IOException {
    RecordingConsumer consumer = new RecordingConsumer();
    assertThat(WalReplay.run(FileOps.SYSTEM, dir, consumer, new ReplayProgress()).corruptions())
        .isEqualTo(corruptions);
    return consumer.seen();
  }

  /** Records of several kilobytes, some across pages. */
  private Path writeSegment() throws IOException {
    try (WalWriter writer =
        new WalWriter(
            FileOps.SYSTEM,
            dir,
            new WalOptions(1 << 20, Compression.NONE, 0),
            WalReplay.Result.EMPTY)) {
      for (int i = 0; i < RECORDS; i++) {
        RecordBuffer record = new RecordBuffer();
        for (int k = 0; k < SAMPLES; k++) {
          RecordEncoder.sample(record, k, i, k);
        }
        writer.write(List.of(record));
      }
    }
    return dir.resolve("00000000");
  }

  @Test
  void nothingBehindAHoleIsTaken() throws Exception {
    Path segment = writeSegment();
    byte[] whole = Files.readAllBytes(segment);
    List<String> all = replay(0);
    int pages = whole.length / WalLayout.PAGE_BYTES;
    assertThat(pages).isGreaterThan(3);
    for (int page = 0; page < pages - 1; page++) {
      byte[] holed = whole.clone();
      int from = page * WalLayout.PAGE_BYTES;
      Arrays.fill(holed, from, from + WalLayout.PAGE_BYTES, (byte) 0);
      Files.write(segment, holed);
      List<String> left = replay(1);
      assertThat(left).as("page %d", page).isEqualTo(all.subList(0, left.size()));
      assertThat(left.size()).as("page %d", page).isLessThan(all.size());
      assertThat(replay(0)).as("page %d, again", page).isEqualTo(left);
    }
  }

  @Test
  void zerosAtTheEndAreNoHole() throws Exception {
    Path segment = writeSegment();
    List<String> all = replay(0);
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length + 3 * WalLayout.PAGE_BYTES));
    assertThat(replay(0)).isEqualTo(all);
  }
}
