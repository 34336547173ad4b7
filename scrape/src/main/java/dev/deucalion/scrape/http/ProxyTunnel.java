package dev.deucalion.scrape.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks a proxy for a tunnel to a server, with {@code CONNECT} (RFC 9110, 9.3.6). */
final class ProxyTunnel {
  private final Http1Connection connection;
  private final String headers;

  /**
   * @param connection to the proxy, unused
   * @param headers lines for the proxy
   */
  ProxyTunnel(Http1Connection connection, String headers) {
    this.connection = connection;
    this.headers = headers;
  }

  /** Returns when the connection leads to the server. */
  void open(HttpUrl url) throws IOException, FetchException {
    String target = url.hostAndPort();
    String request =
        "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + headers + "\r\n";
    connection.send(request.getBytes(StandardCharsets.UTF_8));
    ResponseHead head = connection.readHead();
    if (head.code() != 200) {
      throw FetchException.failed(head.status().substring(Math.min(4, head.status().length())));
    }
  }
}
