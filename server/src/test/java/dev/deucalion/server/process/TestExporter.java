package dev.deucalion.server.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A target whose body the test makes anew for each scrape, from the scrape's number. */
final class TestExporter implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger scrapes = new AtomicInteger();

  private TestExporter(HttpServer server) {
    this.server = server;
  }

  /** A target with the text format of Prometheus. */
  static TestExporter start(IntFunction<String> bodyOfScrape) throws IOException {
    return start("text/plain; version=0.0.4", bodyOfScrape);
  }

  /** A target with OpenMetrics. */
  static TestExporter startOpenMetrics(IntFunction<String> bodyOfScrape) throws IOException {
    return start("application/openmetrics-text; version=1.0.0; charset=utf-8", bodyOfScrape);
  }

  private static TestExporter start(String contentType, IntFunction<String> bodyOfScrape)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestExporter exporter = new TestExporter(server);
    server.createContext(
        "/metrics",
        exchange -> {
          String text = bodyOfScrape.apply(exporter.scrapes.incrementAndGet());
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", contentType);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return exporter;
  }

  /** As a target. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Number of scrapes so far. */
  int scrapes() {
    return scrapes.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
