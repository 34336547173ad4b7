package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.TsdbOptions.LockFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory of Prometheus 2.42 that was killed: sample {@code i} of a series is {@code i} seconds
 * older than its first. The log of samples out of order names three chunks that Prometheus had not
 * written to a file yet; their samples stand in the log before.
 */
class LateSamplesOfPrometheusTest {
  private static final String RESOURCES = "prometheus-2.42-late/";
  private static final String SEGMENT = "00000000";
  private static final long FIRST_MS = 1_795_258_412_000L;
  private static final int SAMPLES = 108;

  @TempDir private Path dir;

  @Test
  void samplesOfChunksThatWereLostAreThere() throws IOException {
    for (String log : List.of("wal", "wbl")) {
      copySegment(log);
    }
    Map<Long, Long> expected = new TreeMap<>();
    for (int i = 0; i < SAMPLES; i++) {
      expected.put(FIRST_MS - i * 1000L, Double.doubleToRawLongBits(i));
    }
    for (int start = 0; start < 3; start++) {
      try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS.withLockFile(LockFile.NONE))) {
        Map<Long, Long> found =
            Reading.select(tsdb, 0, Long.MAX_VALUE, Matcher.equal("__name__", "late"))
                .values()
                .iterator()
                .next();
        assertThat(found).as("start %d", start).isEqualTo(expected);
        assertThat(tsdb.stats().log().corruptions()).isZero();
      }
    }
  }

  private void copySegment(String log) throws IOException {
    Path segment = Files.createDirectories(dir.resolve(log)).resolve(SEGMENT);
    String resource = RESOURCES + log + "/" + SEGMENT;
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(resource))) {
      Files.copy(in, segment);
    }
  }
}
