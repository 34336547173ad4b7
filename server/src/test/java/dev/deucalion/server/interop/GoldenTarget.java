package dev.deucalion.server.interop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A target that says the same at each scrape: a counter with its description and an exemplar. */
final class GoldenTarget implements AutoCloseable {
  private static final byte[] METRICS =
      """
      # HELP live_requests What came in.
      # TYPE live_requests counter
      live_requests_total{path="/x"} 7 # {trace_id="t1",span="s"} 0.5 1763500100.000
      # EOF
      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;

  GoldenTarget() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            exchange
                .getResponseHeaders()
                .set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
            exchange.sendResponseHeaders(200, METRICS.length);
            exchange.getResponseBody().write(METRICS);
          }
        });
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
