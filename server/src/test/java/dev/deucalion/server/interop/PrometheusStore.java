package dev.deucalion.server.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How Prometheus is started to keep a {@link StoreHistory}, with blocks of a few minutes. */
final class PrometheusStore {
  static final long MIN_BLOCK_MS = 5 * 60_000;
  static final long MAX_BLOCK_MS = 45 * 60_000;

  static final String[] FLAGS = {
    "--web.enable-remote-write-receiver",
    "--web.enable-admin-api",
    "--enable-feature=native-histograms,exemplar-storage",
    "--storage.tsdb.min-block-duration=" + MIN_BLOCK_MS + "ms",
    "--storage.tsdb.max-block-duration=" + MAX_BLOCK_MS + "ms",
    RawSamples.EXACT_LOOKBACK
  };

  /** What it says of chunks that a compaction takes away while it answers; later it has them. */
  private static final String COMPACTING = "cannot populate chunk";

  private static final Duration COMPACTION_LIMIT = Duration.ofSeconds(60);

  private PrometheusStore() {}

  /** All that it answers at the steps of a history, when no compaction is in its way. */
  static RawSamples answer(Peer prometheus, long startMs, long endMs) {
    return await("an answer of " + prometheus.name())
        .atMost(COMPACTION_LIMIT)
        .ignoreExceptionsMatching(e -> String.valueOf(e.getMessage()).contains(COMPACTING))
        .until(() -> RawSamples.of(prometheus.api(), startMs, endMs), answer -> true);
  }

  /** Writes the configuration. */
  static Path config(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("prometheus.yml"),
        "storage: {tsdb: {out_of_order_time_window: %dms}}\n"
            .formatted(StoreHistory.OUT_OF_ORDER_WINDOW_MS));
  }
}
