package dev.deucalion.server.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server that answers what it was told to, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One request. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Asked(String method, String uri, String contentType, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** A server on a free port of this machine. */
  public FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has a path answered. */
  public void answer(String path, int code, String text) {
    answer(path, code, request -> text);
  }

  /** Has a path answered by what was asked. */
  public void answer(String path, int code, Function<Asked, String> text) {
    server.createContext(
        path,
        exchange -> {
          byte[] given = exchange.getRequestBody().readAllBytes();
          Asked request =
              new Asked(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                  given);
          asked.add(request);
          byte[] body = text.apply(request).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** The requests so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
