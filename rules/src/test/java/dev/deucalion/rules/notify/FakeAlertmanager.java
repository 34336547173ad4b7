package dev.deucalion.rules.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.StaticGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Stands for an Alertmanager whose state of health the test chooses. */
final class FakeAlertmanager implements AutoCloseable {
  /** What becomes of a request. */
  enum Health {
    /** The alerts are taken over. */
    GOOD,
    /** Status 500. */
    FAILING,
    /** Status 400. */
    REFUSING,
    /** The connection ends without an answer, as when the process is killed. */
    HANGING_UP,
    /** No answer as long as the fake lives. */
    SILENT
  }

  private static final Pattern NAME = Pattern.compile("\"alertname\":\"([^\"]*)\"");

  private final HttpServer server;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final List<List<String>> batches = new ArrayList<>();
  private volatile String lastRequest = "";
  private volatile Health health;

  FakeAlertmanager(Health health) throws IOException {
    this.health = health;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.incrementAndGet();
    switch (health) {
      case GOOD -> {
        lastRequest =
            exchange.getRequestMethod()
                + " "
                + exchange.getRequestURI()
                + " "
                + exchange.getRequestHeaders().getFirst("Content-Type")
                + " "
                + body;
        List<String> names =
            NAME.matcher(body).results().map((MatchResult found) -> found.group(1)).toList();
        synchronized (batches) {
          batches.add(names);
        }
        exchange.sendResponseHeaders(200, -1);
      }
      case FAILING -> exchange.sendResponseHeaders(500, -1);
      case REFUSING -> exchange.sendResponseHeaders(400, -1);
      case HANGING_UP -> {}
      case SILENT -> awaitEnd();
    }
    exchange.close();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void become(Health other) {
    health = other;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The URL that alerts are sent to, without a prefix. */
  String url() {
    return url("");
  }

  String url(String prefix) {
    return "http://" + address() + prefix + "/api/v2/alerts";
  }

  AlertmanagerOptions options() {
    return AlertmanagerOptions.of(new StaticGroup(List.of(address()), Labels.EMPTY, "0"));
  }

  /** Requests that came, whatever became of them. */
  int requests() {
    return requests.get();
  }

  /** The last request that was taken: method, path, type and body. */
  String lastRequest() {
    return lastRequest;
  }

  /** Names of the alerts of each request that was taken. */
  List<List<String>> batches() {
    synchronized (batches) {
      return List.copyOf(batches);
    }
  }

  /** Names of all alerts that were taken. */
  List<String> names() {
    return batches().stream().flatMap(List::stream).toList();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
