package dev.deucalion.http;

import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.storage.Queryable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server on a free port of the loopback, and clients for it. */
final class ServerFixture implements AutoCloseable {
  final FakeProgram program = new FakeProgram();
  final HttpMetrics metrics = new HttpMetrics();
  final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ServerFixture() {
    this(options -> options);
  }

  ServerFixture(UnaryOperator<HttpServerOptions.Builder> settings) {
    this(settings, null);
  }

  /**
   * A server that reads a store.
   *
   * @param samples null for that of the program, which has none
   */
  ServerFixture(UnaryOperator<HttpServerOptions.Builder> settings, @Nullable Queryable samples) {
    program.samples = samples;
    server = started(settings, program.dependencies());
  }

  /** A server that not everybody may talk to. */
  ServerFixture(WebConfigSource access) {
    program.access = access;
    server = started(options -> options, program.dependencies());
  }

  /** Answers queries by a real engine. */
  ServerFixture(QueryEngine engine, Queryable storage) {
    this(options -> options, engine, storage);
  }

  ServerFixture(
      UnaryOperator<HttpServerOptions.Builder> settings, QueryEngine engine, Queryable storage) {
    server = started(settings, program.dependencies(engine, storage));
  }

  private HttpServer started(
      UnaryOperator<HttpServerOptions.Builder> settings, ApiDependencies dependencies) {
    HttpServerOptions.Builder defaults =
        HttpServerOptions.builder().listenAddresses(List.of("127.0.0.1:0"));
    try {
      HttpServer started =
          HttpServer.start(settings.apply(defaults).build(), dependencies, metrics);
      started.setReady();
      return started;
    } catch (IOException | WebConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  InetSocketAddress address() {
    return server.boundAddresses().getFirst();
  }

  HttpResponse<String> get(String pathAndQuery) {
    return send(HttpRequest.newBuilder(uri(pathAndQuery)));
  }

  HttpResponse<String> post(String path, String form) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  HttpResponse<String> method(String method, String path) {
    return send(HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody()));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + address().getPort() + pathAndQuery);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(address().getAddress(), address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends bytes and reads until the server closes the connection. */
  String exchange(String raw) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
