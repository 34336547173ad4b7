package dev.deucalion.dist;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A target for each of some jobs, with many counters that go up at each scrape. */
final class ManySeries implements AutoCloseable {
  private static final int METRICS = 50;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final AtomicLong scrapes = new AtomicLong();

  ManySeries(int perTarget) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String target = exchange.getRequestURI().getPath().substring(1);
          byte[] body = body(target, perTarget, scrapes.incrementAndGet());
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  private static byte[] body(String target, int series, long scrape) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < series; i++) {
      text.append("load_").append(i % METRICS).append("_total{instance_id=\"i-");
      text.append(target).append('-').append(i / METRICS).append("\",zone=\"zone-").append(i % 7);
      text.append("\",path=\"/api/v1/resource/").append(i % 100).append("\",code=\"");
      text.append(200 + i % 5).append("\"} ").append(scrape * (1 + i % 13) + i / 7.0).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A configuration that scrapes so many targets. */
  String config(int targets) {
    StringBuilder yaml = new StringBuilder("global: {scrape_interval: 5s}\nscrape_configs:\n");
    for (int i = 0; i < targets; i++) {
      yaml.append("- {job_name: load").append(i).append(", metrics_path: /").append(i);
      yaml.append(", static_configs: [{targets: ['127.0.0.1:");
      yaml.append(server.getAddress().getPort()).append("']}]}\n");
    }
    return yaml.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
