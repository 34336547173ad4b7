package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.CompactionOptions.Schedule;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server finds a damaged block when it merges it: what an operator sees of that. */
class FailedMergeTest {
  private static final long HOUR_MS = 3_600_000;

  /** Begins a range of six hours, and is within what is kept. */
  private static final long START_MS =
      (System.currentTimeMillis() / (6 * HOUR_MS) - 4) * 6 * HOUR_MS;

  @TempDir private Path dir;

  /**
   * Four blocks of two hours, the first three of which are due; in the head one hour and a half.
   */
  private List<BlockMeta> fill(Path data) throws IOException {
    TsdbOptions unmerged =
        TsdbOptions.DEFAULTS.withCompaction(
            CompactionOptions.DEFAULTS
                .withMaxBlockRangeMs(2 * HOUR_MS)
                .withSchedule(Schedule.MANUAL));
    try (Tsdb tsdb = Tsdb.open(data, unmerged)) {
      for (long ms = 0; ms < 9.5 * HOUR_MS; ms += 60_000) {
        try (Appender batch = tsdb.appender()) {
          for (String name : List.of("broken", "whole")) {
            long ref = batch.seriesRef(Labels.of("__name__", name));
            batch.append(ref, START_MS + ms, (double) ms);
          }
          batch.commit();
        }
      }
      tsdb.compact();
      assertThat(tsdb.blocks()).hasSize(4);
      return tsdb.blocks();
    }
  }

  private static void damage(Path block) throws IOException {
    Path chunks = block.resolve("chunks/000001");
    byte[] bytes = Files.readAllBytes(chunks);
    bytes[30] ^= 4;
    Files.write(chunks, bytes);
  }

  private static String atHour(double hour) {
    return "&time=" + (START_MS + (long) (hour * HOUR_MS)) / 1000;
  }

  @Test
  void isMarkedCountedLoggedAndTheRestIsServed() throws IOException, InterruptedException {
    Files.writeString(dir.resolve("p.yml"), "scrape_configs: []\n");
    String second = fill(dir.resolve("data")).get(1).ulid();
    damage(dir.resolve("data").resolve(second));
    try (ServerProcess server =
        ServerProcess.start(dir, "--config.file=p.yml", "--storage.tsdb.block-reload-interval=1s")
            .awaitReady()) {
      await().atMost(Duration.ofSeconds(60)).until(() -> compactions(server, "failed") == 1);
      String blocks = server.get("/api/v1/status/tsdb/blocks").body();
      assertThat(blocks.split("\"failed\":true", -1)).as(blocks).hasSize(4);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(server.log())
                  .contains("Found damage while merging blocks, which are marked and left alone")
                  .contains(second + "/chunks/000001: at offset 8: ")
                  .contains("compaction failed, and is tried again"));

      assertThat(
              server.get("/api/v1/query?query=count_over_time(whole[570m])" + atHour(9.49)).body())
          .contains(",\"570\"]");
      assertThat(
              server.get("/api/v1/query?query=count_over_time(broken[119m])" + atHour(1.99)).body())
          .contains(",\"119\"]");
      HttpResponse<String> broken = server.get("/api/v1/query?query=broken" + atHour(3));
      assertThat(broken.statusCode()).isEqualTo(500);
      assertThat(broken.body())
          .contains("\"errorType\":\"internal\"")
          .contains(second + "/chunks/000001: at offset 8: ");

      await().atMost(Duration.ofSeconds(60)).until(() -> compactions(server, "triggered") >= 4);
      assertThat(compactions(server, "failed")).as("not tried again").isEqualTo(1);
    }
  }

  private static double compactions(ServerProcess server, String what)
      throws IOException, InterruptedException {
    String name = "\nprometheus_tsdb_compactions_" + what + "_total ";
    String metrics = server.get("/metrics").body();
    int from = metrics.indexOf(name) + name.length();
    return Double.parseDouble(metrics.substring(from, metrics.indexOf('\n', from)));
  }
}
