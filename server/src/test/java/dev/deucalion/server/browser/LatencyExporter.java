package dev.deucalion.server.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A target with a histogram that grows with each scrape, an exemplar in each scrape, and a metric
 * whose name and label have dots.
 */
final class LatencyExporter implements AutoCloseable {
  private static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final AtomicInteger scrapes = new AtomicInteger();
  private final HttpServer server;

  LatencyExporter() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    int n = scrapes.incrementAndGet();
    byte[] body =
        """
        # TYPE latency_seconds histogram
        # HELP latency_seconds How long answers took.
        latency_seconds_bucket{le="0.1"} %d # {trace_id="trace-%d"} 0.07
        latency_seconds_bucket{le="0.5"} %d
        latency_seconds_bucket{le="+Inf"} %d
        latency_seconds_count %d
        latency_seconds_sum %d
        # TYPE "served.2xx" gauge
        {"served.2xx","region.name"="eu"} 1
        # EOF
        """
            .formatted(2 * n, n, 3 * n, 4 * n, 4 * n, n)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", TYPE);
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  /** What has it scraped twice: as classic histogram with exemplars, and as native one. */
  String scrapeConfigs() {
    return """
      - job_name: classic
        static_configs: [{targets: ["127.0.0.1:%1$d"]}]
      - job_name: native
        convert_classic_histograms_to_nhcb: true
        static_configs: [{targets: ["127.0.0.1:%1$d"]}]
    """
        .formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
