package dev.deucalion.server.remote.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that gives tokens of an hour, {@code token-1} and so on, and keys of a role. */
final class FakeCloud implements AutoCloseable {
  static final HttpResources HTTP = new HttpResources(1 << 20, "test", Map.of(), Resolver.SYSTEM);

  /** Method, path and body of each request. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;

  FakeCloud() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            String answer =
                body.contains("AssumeRole")
                    ? """
                    <AssumeRoleResponse><AssumeRoleResult><Credentials>
                    <AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                    <SessionToken>session</SessionToken>
                    <Expiration>2015-08-30T13:36:00Z</Expiration>
                    </Credentials></AssumeRoleResult></AssumeRoleResponse>
                    """
                    : "{\"access_token\":\"token-%s\",\"expires_in\":\"3600\"}"
                        .formatted(asked.size());
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
          }
        });
    server.start();
  }

  String url() {
    return "http://" + address();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** A field of the form of the last request. */
  String lastField(String name) {
    String form = asked.getLast().substring(asked.getLast().lastIndexOf(' ') + 1);
    for (String field : form.split("&", -1)) {
      if (field.startsWith(name + "=")) {
        return URLDecoder.decode(field.substring(name.length() + 1), UTF_8);
      }
    }
    return "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
