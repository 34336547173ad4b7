package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is started on a directory in which every kind of file is damaged. It says of each of
 * them where, what it expected and what it found, counts it, and serves the rest.
 */
class DamagedDirectoryTest {
  private static final long HOUR_MS = 3_600_000;
  private static final int SERIES = 80;
  private static final String CRC = "expected (crc32c )?[0-9a-f]+, found [0-9a-f]+";

  /** Begins a range of six hours, and is within what is kept. */
  private static final long START_MS =
      (System.currentTimeMillis() / (6 * HOUR_MS) - 4) * 6 * HOUR_MS;

  @TempDir private Path dir;

  /** Four blocks of two hours; the head has an hour and a half, with late samples. */
  private List<BlockMeta> fill(Path data) throws IOException {
    TsdbOptions options =
        TsdbOptions.DEFAULTS
            .withWalSegmentBytes(32 << 10)
            .withCompaction(
                CompactionOptions.DEFAULTS
                    .withMaxBlockRangeMs(2 * HOUR_MS)
                    .withSchedule(Schedule.MANUAL))
            .withReloadable(ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(HOUR_MS));
    try (Tsdb tsdb = Tsdb.open(data, options)) {
      for (long ms = 0; ms < 9.5 * HOUR_MS; ms += 15_000) {
        append(tsdb, ms, SERIES);
        if (ms > 9.3 * HOUR_MS && ms % 60_000 == 0) {
          append(tsdb, ms - 20_000, 1);
        }
        if (ms % HOUR_MS == HOUR_MS / 4) {
          tsdb.compact();
        }
      }
      assertThat(tsdb.blocks()).hasSize(4);
      return tsdb.blocks();
    }
  }

  private static void append(Tsdb tsdb, long ms, int series) throws IOException {
    try (Appender batch = tsdb.appender()) {
      for (int i = 0; i < series; i++) {
        long ref = batch.seriesRef(Labels.of("__name__", "m", "i", String.valueOf(i)));
        batch.append(ref, START_MS + ms, Math.sin((double) ms) + i);
      }
      batch.commit();
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Path flip(Path file, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[offset] ^= 8;
    Files.write(file, bytes);
    return file;
  }

  @Test
  void saysWhereAndServesTheRest() throws IOException, InterruptedException {
    Files.writeString(dir.resolve("p.yml"), "scrape_configs: []\n");
    Path data = dir.resolve("data");
    List<BlockMeta> blocks = fill(data);
    List<Path> segments = files(data.resolve("wal"));
    assertThat(segments).hasSizeGreaterThan(6);
    String flipped = flip(segments.get(1), 20_000).getFileName().toString();
    Files.delete(segments.get(3));
    String afterGap = segments.get(4).getFileName().toString();
    Path checkpoint;
    try (Stream<Path> all = Files.list(data.resolve("wal"))) {
      checkpoint = all.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    flip(checkpoint.resolve("00000000"), 30);
    flip(files(data.resolve("wbl")).getFirst(), 20);
    flip(files(data.resolve("chunks_head")).getFirst(), 200);
    flip(data.resolve("restart.deucalion"), 100);
    Files.write(data.resolve(blocks.get(0).ulid()).resolve("index"), new byte[20]);
    Files.writeString(data.resolve(blocks.get(1).ulid()).resolve("meta.json"), "{");
    flip(data.resolve(blocks.get(2).ulid()).resolve("tombstones"), 2);
    Files.createDirectories(data.resolve("01M7XPW5QA5Y6CYGZSDWHP5E8G.tmp-for-creation"));

    try (ServerProcess server = ServerProcess.start(dir, "--config.file=p.yml").awaitReady()) {
      String log = server.log();
      assertThat(log)
          .containsPattern(
              "Segment of a log is cut, file=data/wal/" + flipped + " at offset \\d+: .*" + CRC)
          .containsPattern("Segments of a log are missing, .*, found " + afterGap)
          .containsPattern(
              "Segment of a log is cut, file=data/wal/checkpoint.\\d+/00000000 at offset 0: .*"
                  + CRC)
          .containsPattern("Segment of a log is cut, file=data/wbl/\\d+ at offset \\d+: .*" + CRC)
          .containsPattern(
              "File of head chunks is bad.*file=data/chunks_head/\\d+ offset=\\d+: .*" + CRC)
          .containsPattern(
              "Restart file is not used.*file=data/restart.deucalion at offset \\d+: .*" + CRC)
          .containsPattern(
              "Block cannot be read.*block=%s err=.*%s/index: at offset 0: .*expected .*found"
                  .formatted(blocks.get(0).ulid(), blocks.get(0).ulid()))
          .containsPattern(
              "Block cannot be read.*block=%s err=.*%s/meta.json: at offset"
                  .formatted(blocks.get(1).ulid(), blocks.get(1).ulid()))
          .containsPattern(
              "Block cannot be read.*block=%s err=.*%s/tombstones: at offset 0: .*expected .*found"
                  .formatted(blocks.get(2).ulid(), blocks.get(2).ulid()))
          .contains("Found and deleting tmp dir, dir=data/01M7XPW5QA5Y6CYGZSDWHP5E8G.tmp");
      assertThat(metric(server, "prometheus_tsdb_wal_corruptions_total")).isEqualTo(3);
      assertThat(metric(server, "prometheus_tsdb_mmap_chunk_corruptions_total")).isEqualTo(1);
      assertThat(metric(server, "prometheus_tsdb_reloads_failures_total")).isPositive();
      assertThat(metric(server, "prometheus_tsdb_blocks_loaded")).isEqualTo(1);
      checkLastBlock(server);
      server.signal("TERM");
      assertThat(server.awaitExit()).isZero();
    }
    try (ServerProcess server = ServerProcess.start(dir, "--config.file=p.yml").awaitReady()) {
      assertThat(server.log())
          .contains("Block cannot be read")
          .doesNotContain("is cut", "is bad", "is not used");
      assertThat(metric(server, "prometheus_tsdb_wal_corruptions_total")).isZero();
      checkLastBlock(server);
    }
  }

  /** The block that is whole has all its samples. */
  private static void checkLastBlock(ServerProcess server)
      throws IOException, InterruptedException {
    long endS = START_MS / 1000 + 8 * 3600 - 1;
    assertThat(server.get("/api/v1/query?query=sum(count_over_time(m[2h]))&time=" + endS).body())
        .contains(",\"" + SERIES * 2 * 240 + "\"]");
  }

  private static double metric(ServerProcess server, String name)
      throws IOException, InterruptedException {
    String metrics = server.get("/metrics").body();
    int from = metrics.indexOf('\n' + name + ' ') + name.length() + 2;
    return Double.parseDouble(metrics.substring(from, metrics.indexOf('\n', from)));
  }
}
