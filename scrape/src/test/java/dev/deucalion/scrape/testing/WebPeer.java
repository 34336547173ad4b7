package dev.deucalion.scrape.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A server on the loopback address that answers as a test says, and remembers what was asked. */
public final class WebPeer implements AutoCloseable {
  /**
   * A request.
   *
   * @param target path and query
   * @param client name of the client's certificate, empty for none
   */
  public record Request(
      String method, String target, Map<String, List<String>> headers, String body, String client) {
    /** The first header of a name, spelled as in {@code Content-type}; empty for none. */
    public String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? "" : values.getFirst();
    }
  }

  /** An answer. */
  public record Answer(int code, Map<String, String> headers, String body) {
    public static Answer json(String body) {
      return new Answer(200, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer code(int code) {
      return new Answer(code, Map.of(), "");
    }

    public Answer withHeader(String name, String value) {
      return new Answer(code, Map.of("Content-Type", "application/json", name, value), body);
    }
  }

  /** Says what is answered. */
  @FunctionalInterface
  public interface Handler {
    Answer answer(Request request) throws InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final boolean https;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private WebPeer(HttpServer server, boolean https, Handler handler) {
    this.server = server;
    this.https = https;
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, handler));
    server.start();
  }

  public static WebPeer start(Handler handler) throws IOException {
    return new WebPeer(HttpServer.create(loopback(), 0), false, handler);
  }

  /**
   * A peer that speaks TLS.
   *
   * @param wantClient whether clients must show a certificate
   */
  public static WebPeer start(SSLContext tls, boolean wantClient, Handler handler)
      throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            var ssl = tls.getDefaultSSLParameters();
            ssl.setNeedClientAuth(wantClient);
            parameters.setSSLParameters(ssl);
          }
        });
    return new WebPeer(server, true, handler);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange, Handler handler) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body,
            client(exchange));
    requests.add(request);
    Answer answer;
    try {
      answer = handler.answer(request);
    } catch (InterruptedException e) {
      exchange.close();
      return;
    }
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.code(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String client(HttpExchange exchange) {
    if (!(exchange instanceof HttpsExchange tls)) {
      return "";
    }
    try {
      @Nullable Principal peer = tls.getSSLSession().getPeerPrincipal();
      return peer == null ? "" : peer.getName();
    } catch (SSLPeerUnverifiedException e) {
      return "";
    }
  }

  /** The URL of a path. */
  public String url(String path) {
    return (https ? "https://" : "http://") + address() + path;
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** All requests so far. */
  public List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
