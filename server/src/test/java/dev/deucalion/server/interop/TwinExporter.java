package dev.deucalion.server.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Serves {@link TwinSeries} to several scrapers, each of which gets the whole history, a few steps
 * with each scrape, whenever it comes: at {@code /<scraper>/<job>}. Samples carry their times, so
 * all scrapers end up with the same samples. Each scrape gets the steps of the one before, too, as
 * that may have failed for the time it took. After the last step the answers are empty.
 */
final class TwinExporter implements AutoCloseable {
  static final long STEP_MS = 15_000;

  private final HttpServer server;
  private final long startMs;
  private final int stepsPerScrape;
  private final Map<String, Integer> nextStep = new HashMap<>();
  private final Map<String, List<TwinSeries.Series>> seriesOfJob = new HashMap<>();

  private TwinExporter(HttpServer server, long startMs, int stepsPerScrape) {
    this.server = server;
    this.startMs = startMs;
    this.stepsPerScrape = stepsPerScrape;
    for (String job : TwinSeries.JOBS) {
      seriesOfJob.put(job, TwinSeries.of(job));
    }
  }

  /**
   * Starts serving on a free port of the loopback interface.
   *
   * @param startMs time of the first sample
   * @param stepsPerScrape how many steps of the history one scrape gets
   */
  static TwinExporter start(long startMs, int stepsPerScrape) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    TwinExporter exporter = new TwinExporter(server, startMs, stepsPerScrape);
    server.createContext("/", exporter::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return exporter;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** A configuration with which a server is this scraper. */
  String config(String scraper) {
    StringBuilder config =
        new StringBuilder(
            """
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
            """);
    for (String job : TwinSeries.JOBS) {
      config.append(
          """
            - job_name: %s
              metrics_path: /%s/%s
              static_configs:
                - targets: ['%s']
          """
              .formatted(job, scraper, job, address()));
    }
    return config.toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String job = path.substring(path.lastIndexOf('/') + 1);
    List<TwinSeries.Series> series = seriesOfJob.get(job);
    byte[] body =
        series == null ? new byte[0] : next(path, series).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(series == null ? 404 : 200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private synchronized String next(String path, List<TwinSeries.Series> series) {
    int from = nextStep.getOrDefault(path, 0);
    int to = from + stepsPerScrape;
    nextStep.put(path, to);
    return TwinSeries.exposition(series, Math.max(0, from - stepsPerScrape), to, startMs, STEP_MS);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
