package dev.deucalion.server.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private PrometheusStore() {}

  /** Writes the configuration. */
  static Path config(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("prometheus.yml"),
        "storage: {tsdb: {out_of_order_time_window: %dms}}\n"
            .formatted(StoreHistory.OUT_OF_ORDER_WINDOW_MS));
  }
}
